"""The config file: read whole, checked before anything else happens, nothing guessed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from amtui.domain.due_soon import MOST_MINUTES, USUAL_MINUTES
from amtui.domain.errors import AmtuiError, UsageError
from amtui.domain.frozen import dataclass

EXAMPLE = """\
db = "postgresql://host/name"   # or the path of a SQLite file
reports_db = "postgresql://replica/name"  # a replica for reports and exports
reports_lag = 60                # seconds that it may be behind
time_zone = "Europe/Berlin"     # to show times in
read_only = false
login = "system"                # or "form": ask for login and password
editor = false                  # whether E may start $EDITOR, in a restricted form
reminders = 15                  # minutes before meetings and missed service levels; 0 for none
[keys]                          # `amtui keys` lists the ids
"app.refresh" = "f5"
"""
KEYS = "keys"
MOST_LAG = 366 * 86_400
LOGINS = ("system", "form")
_SHAPES: Mapping[str, tuple[type, str]] = {
    "db": (str, "a text"),
    "reports_db": (str, "a text"),
    "reports_lag": (int, "a whole number of seconds"),
    "time_zone": (str, "a text"),
    "read_only": (bool, "true or false"),
    "login": (str, "“system” or “form”"),
    "editor": (bool, "true or false"),
    "reminders": (int, "a whole number of minutes"),
    KEYS: (dict, "a table"),
}


@dataclass(frozen=True, slots=True)
class Config:
    """What the config file says.

    Attributes:
        path: the file, there or not.
        db: URL or path of the database that is opened when none is named.
        reports_db: URL of the replica that reports and exports are made from; None is none.
        reports_lag: how many seconds it may be behind; beyond, they are made from `db`.
        time_zone: IANA name of the zone that times are shown in; None is the user's.
        read_only: refuse every change.
        keys: keys by action id.
        login: `system` for the user of the operating system, `form` to ask for login and password.
        editor: whether the user's own editor may be started, in a restricted form.
        reminders: so many minutes before meetings and missed service levels it is said; 0 for never.
    """

    path: Path
    db: str | None = None
    time_zone: str | None = None
    read_only: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    editor: bool = False
    login: str = "system"
    reports_db: str | None = None
    reports_lag: int = 60
    reminders: int = USUAL_MINUTES


def load_config(path: Path | None = None) -> Config:
    """Read the config file; the user's own may be missing, one that is named may not.

    Raises:
        UsageError: naming the file, the line, and what is wrong there.
    """
    from amtui.services.paths import paths

    chosen = path or paths().config_file
    if path is None and not chosen.exists():
        return Config(chosen)
    import tomllib

    try:
        text = chosen.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise UsageError(
            f"{chosen} cannot be read: {error.strerror}", next="Name another with --config."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{chosen} is no text in UTF-8", next="Save it anew in UTF-8.") from None
    except ValueError as error:
        raise UsageError(f"{chosen} is no TOML: {error}", next="Mend that line.") from None
    return _checked(chosen, text, values)


def _checked(path: Path, text: str, values: Mapping[str, Any]) -> Config:
    for key, value in values.items():
        if key not in _SHAPES:
            raise _wrong(path, text, key, f"there is no setting {key}; there are {', '.join(_SHAPES)}")
        kind, called = _SHAPES[key]
        if type(value) is not kind:
            raise _wrong(path, text, key, f"{key} has to be {called}")
    _check_zone(path, text, values.get("time_zone"))
    if values.get("login", LOGINS[0]) not in LOGINS:
        raise _wrong(path, text, "login", f"login has to be one of {', '.join(LOGINS)}")
    if not 0 <= values.get("reports_lag", 0) <= MOST_LAG:
        raise _wrong(path, text, "reports_lag", f"reports_lag has to be between 0 and {MOST_LAG:,} seconds")
    if not 0 <= values.get("reminders", 0) <= MOST_MINUTES:
        raise _wrong(path, text, "reminders", f"reminders has to be between 0 and {MOST_MINUTES:,} minutes")
    keys = dict(_flat(values.get(KEYS, {})))
    _check_keys(path, text, keys)
    return Config(
        path,
        values.get("db"),
        values.get("time_zone"),
        values.get("read_only", False),
        keys,
        values.get("editor", False),
        values.get("login", LOGINS[0]),
        values.get("reports_db"),
        values.get("reports_lag", 60),
        values.get("reminders", USUAL_MINUTES),
    )


def _check_zone(path: Path, text: str, zone: str | None) -> None:
    from amtui.domain.local_time import zone_named

    try:
        if zone is not None:
            zone_named(zone)
    except AmtuiError:
        raise _wrong(
            path, text, "time_zone", f"“{zone}” is no IANA time zone, such as Europe/Berlin"
        ) from None


def _check_keys(path: Path, text: str, keys: Mapping[str, Any]) -> None:
    from amtui.actions.keymap import check_keymap

    for action_id, chosen in keys.items():
        if not isinstance(chosen, str) or not chosen.strip():
            raise _wrong(path, text, action_id, f"the keys of {action_id} have to be a text, such as f5")
    try:
        check_keymap(keys)
    except UsageError as error:
        named = [action_id for action_id in keys if action_id in error.message]
        raise _wrong(path, text, named[-1] if named else KEYS, error.message) from None


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield action ids with their keys; a dotted id without quotes reads as nested tables."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _wrong(path: Path, text: str, key: str, why: str) -> UsageError:
    return UsageError(f"{path}, line {_line_of(text, key)}: {why}", next="Mend that line of the config file.")


def _line_of(text: str, key: str) -> int:
    """Return the number of the line that sets a key, or opens the table of that name; 1 if none does."""
    spelled = r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in key.split("."))
    last = rf"[\"']?{re.escape(key.rpartition('.')[2])}[\"']?"
    quoted = rf"[\"']{re.escape(key)}[\"']"
    for pattern in (rf"(?:{quoted}|{spelled})\s*=", rf"\[\s*{spelled}", rf"{last}\s*="):
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(rf"\s*{pattern}", line):
                return number
    return 1
