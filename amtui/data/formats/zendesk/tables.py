"""The tables of a Zendesk export that belong to a table of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from amtui.data.formats.stamps import DateStyle, parse_stamp
from amtui.data.formats.table import Table, open_table
from amtui.domain.errors import AmtuiError

Row = Mapping[str, str]


class Role(StrEnum):
    """What a table of the export holds."""

    TICKETS = "ticket"
    COMMENTS = "ticket_comment"
    HISTORY = "ticket_field_history"
    USERS = "user"
    ORGANIZATIONS = "organization"
    OTHER = "other"
    """Holds nothing that requests are made of."""


_COLUMNS = (
    (Role.TICKETS, {"id", "created_at", "requester_id", "organization_id", "status", "subject"}),
    (Role.COMMENTS, {"ticket_id", "user_id", "public", "created"}),
    (Role.HISTORY, {"ticket_id", "field_name", "updated", "value"}),
    (Role.USERS, {"id", "name", "email", "role"}),
    (Role.ORGANIZATIONS, {"id", "name", "shared_tickets"}),
    (Role.OTHER, {"id", "name", "url", "created_at", "updated_at"}),
    (Role.OTHER, {"id", "start_time", "end_time", "time_zone"}),
    (Role.OTHER, {"id", "schedule_id", "start_date", "end_date"}),
    (Role.OTHER, {"ticket_id", "schedule_id"}),
    (Role.OTHER, {"time_zone", "standard_offset"}),
)
_OF_TICKETS = frozenset({"subject", "status"})
_NOT_BESIDE = frozenset({Role.TICKETS, Role.OTHER})
_STYLE = DateStyle()


@dataclass(frozen=True, slots=True)
class Related:
    """The rows of the tables beside the tickets, by ticket or by id.

    Attributes:
        present: the tables that were found.
    """

    comments: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    history: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    users: Mapping[str, Row] = field(default_factory=dict)
    organizations: Mapping[str, Row] = field(default_factory=dict)
    present: frozenset[Role] = frozenset()


def role_of(header: Sequence[str]) -> Role | None:
    """Return what a table of a Zendesk export holds, by its header; None if it is none of them."""
    names = {name.strip().casefold() for name in header}
    found = next((role for role, needed in _COLUMNS if needed <= names), None)
    return None if found is Role.OTHER and names & _OF_TICKETS else found


def find_related(tickets: Path, given: Sequence[Path]) -> Related:
    """Read the related tables among the given files and those beside the tickets.

    Raises:
        AmtuiError: a given file cannot be read; one that merely lies beside is passed over.
    """
    tables: dict[Role, Table] = {}
    for path in given:
        _take(tables, open_table(path))
    for path in _beside(tickets):
        try:
            _take(tables, open_table(path))
        except AmtuiError:
            continue
    return Related(
        _by_ticket(tables.get(Role.COMMENTS)),
        _by_ticket(tables.get(Role.HISTORY)),
        _by_id(tables.get(Role.USERS)),
        _by_id(tables.get(Role.ORGANIZATIONS)),
        frozenset(tables),
    )


def _beside(tickets: Path) -> list[Path]:
    names = [
        f"{role}{ending}.csv" for role in Role if role not in _NOT_BESIDE for ending in ("_data", "", "s")
    ]
    return [path for name in names if (path := tickets.parent / name).is_file()]


def _take(tables: dict[Role, Table], table: Table) -> None:
    role = role_of(table.first_row)
    if role not in {None, Role.TICKETS, Role.OTHER}:
        tables.setdefault(role, table)


def _rows(table: Table | None) -> list[Row]:
    if table is None:
        return []
    names = [name.strip().casefold() for name in table.first_row]
    return [dict(zip(names, row, strict=False)) for _, row in table.rows()]


def _by_ticket(table: Table | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _rows(table):
        found.setdefault(row.get("ticket_id", "").strip(), []).append(row)
    return found


def _by_id(table: Table | None) -> dict[str, Row]:
    return {row["id"].strip(): row for row in _rows(table)}


def instant(text: str) -> int | None:
    """Return microseconds since 1970 of a Zendesk time, which is in UTC; None where it is none."""
    try:
        return parse_stamp(text, _STYLE)[0]
    except ValueError:
        return None
