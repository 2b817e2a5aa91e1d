"""All actions, by screen and by id; the keys, the palette, the help and the documents come from here."""

from functools import cache

from amtui.actions.account import ACCOUNT_ACTIONS
from amtui.actions.admin import ADMIN_ACTIONS
from amtui.actions.base import Action
from amtui.actions.contacts import CONTACT_ACTIONS
from amtui.actions.everywhere import EVERYWHERE_ACTIONS
from amtui.actions.health import HEALTH_ACTIONS
from amtui.actions.imports import IMPORT_ACTIONS
from amtui.actions.insights import INSIGHT_ACTIONS
from amtui.actions.kpis import KPI_ACTIONS
from amtui.actions.leave import LEAVE_ACTIONS
from amtui.actions.lists import LIST_ACTIONS
from amtui.actions.onboarding import ONBOARDING_ACTIONS
from amtui.actions.qbr import QBR_ACTIONS
from amtui.actions.requests import REQUEST_ACTIONS
from amtui.actions.reviews import REVIEW_ACTIONS
from amtui.actions.tasks import TASK_ACTIONS
from amtui.actions.today import TODAY_ACTIONS

ALL_ACTIONS: tuple[type[Action], ...] = (
    *LIST_ACTIONS, *TODAY_ACTIONS, *REQUEST_ACTIONS, *REVIEW_ACTIONS, *ACCOUNT_ACTIONS, *KPI_ACTIONS,
    *INSIGHT_ACTIONS, *IMPORT_ACTIONS, *CONTACT_ACTIONS, *HEALTH_ACTIONS, *ONBOARDING_ACTIONS,
    *LEAVE_ACTIONS, *TASK_ACTIONS, *ADMIN_ACTIONS, *QBR_ACTIONS, *EVERYWHERE_ACTIONS,
)  # fmt: skip


@cache
def actions_of(screen: str) -> tuple[type[Action], ...]:
    """Return the actions that a screen offers, its own before those of every screen."""
    return tuple(action for action in ALL_ACTIONS if action.offered_on(screen))


@cache
def action(action_id: str) -> type[Action]:
    """Return the action of an id.

    Raises:
        KeyError: if there is none.
    """
    return {known.id: known for known in ALL_ACTIONS}[action_id]
