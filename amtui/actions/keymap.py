"""Keys that users chose for actions, checked before the first screen opens."""

from collections.abc import Iterable, Mapping

from amtui.actions.base import EVERYWHERE, Action
from amtui.actions.key_names import LISTS, key_name
from amtui.actions.registry import ALL_ACTIONS
from amtui.domain.errors import UsageError


def keys_of(action: type[Action], chosen: Mapping[str, str]) -> str:
    """Return the keys of an action: those chosen, or its own."""
    return chosen.get(action.id, action.key)


def check_keymap(chosen: Mapping[str, str], others: Iterable[str] = ()) -> None:
    """Make sure that chosen keys are keys of known actions and that no two meet on one screen.

    Args:
        chosen: action id to keys, separated by commas.
        others: ids of bindings that are no actions, as those of tables.

    Raises:
        UsageError: naming the unknown id, the id whose key is none, or the two ids and the key they share.
    """
    known = {action.id for action in ALL_ACTIONS} | set(others)
    for action_id in chosen:
        if action_id not in known:
            raise UsageError(f"keys: there is no action {action_id}", next="`amtui keys` lists the actions.")
        _check_chosen(action_id, chosen[action_id])
    for screen in sorted({name for action in ALL_ACTIONS for name in action.screens} - {EVERYWHERE}):
        _check_screen(screen, chosen)


def _check_chosen(action_id: str, keys: str) -> None:
    """Make sure that keys are keys, and none of those by which lists move."""
    for key in keys.split(","):
        try:
            name = key_name(key)
        except UsageError as error:
            raise UsageError(f"keys: {action_id}: {error.message}", next=error.next) from None
        if name in LISTS:
            message = f"keys: {LISTS[name]} and {action_id} share the key {key.strip()} on every list"
            raise UsageError(message, next=f"Choose another key for {action_id}.")


def _check_screen(screen: str, chosen: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for action in ALL_ACTIONS:
        if not action.offered_on(screen):
            continue
        for key in keys_of(action, chosen).split(","):
            other = taken.setdefault(key_name(key) if key.strip() else key, action.id)
            if other != action.id:
                message = f"keys: {other} and {action.id} share the key {key.strip()} on the screen {screen}"
                raise UsageError(message, next="Choose another key for one of them.")
