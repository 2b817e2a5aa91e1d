"""The single changes that `amtui request set` stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from amtui.cli.listing import whole
from amtui.domain.change import Change
from amtui.domain.changes import EditRequest
from amtui.domain.errors import UsageError
from amtui.domain.people import UserRow
from amtui.domain.request_changes import FollowRequest
from amtui.domain.request_recipes import Recipe, ToOwner, ToPriority, ToRoute, ToStatus
from amtui.domain.request_records import RequestDetail, RequestRow
from amtui.domain.vocabulary import Priority, RequestStatus, Route


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields as they were typed; None leaves a field as it is."""

    status: str | None = None
    reason: str | None = None
    priority: str | None = None
    owner: UserRow | None = None
    route: str | None = None
    ticket: str | None = None
    outside: str | None = None
    subject: str | None = None
    description: str | None = None
    versioned: bool = False

    def __post_init__(self) -> None:
        """Make sure that something is wanted, in words that there are.

        Raises:
            UsageError: nothing is, or a word is unknown.
        """
        given = (self.status, self.priority, self.owner, self.route, self.ticket, self.outside)
        if not any((*given, self.subject)) and self.description is None:
            raise UsageError("nothing to change", next="Name a field, as --status in_progress.")
        _ = self.to_status, self.to_priority, self.to_route

    @property
    def texts(self) -> bool:
        """Whether something is to be set that a row of the queue does not show."""
        return any(one is not None for one in (self.outside, self.subject, self.description))

    @property
    def to_status(self) -> RequestStatus | None:
        """The status that is meant."""
        return whole(self.status, RequestStatus, "status") if self.status else None

    @property
    def to_priority(self) -> Priority | None:
        """The priority that is meant."""
        if not self.priority:
            return None
        text = self.priority if self.priority[:1] in "Pp" else f"P{self.priority}"
        found: Priority = whole(text, Priority, "priority")
        return found

    @property
    def to_route(self) -> Route | None:
        """The route that is meant."""
        return whole(self.route, Route, "route") if self.route else None


def check(row: RequestRow, wanted: Wanted) -> None:
    """Let a request pass to which all that is wanted can be done, one after the other.

    Raises:
        Refused: with the reason.
    """
    for recipe, after in _recipes(row, wanted):
        recipe.check(row)
        row = after


def parts(row: RequestRow, wanted: Wanted, detail: RequestDetail | None = None) -> tuple[Change, ...]:
    """Return the changes that are wanted, each expecting the version that the one before leaves.

    Args:
        row: the request, with the version that its author saw.
        wanted: what is to be set.
        detail: the same request in full, where `wanted.texts`.
    """
    made: list[Change] = []
    for recipe, _after in _recipes(row, wanted):
        made.append(recipe.change(replace(row, version=row.version + len(made))))
    if detail is not None:
        made += _texts(detail, wanted, row.version + len(made))
    return tuple(made)


def _recipes(row: RequestRow, wanted: Wanted) -> Iterator[tuple[Recipe, RequestRow]]:
    """Yield what is to be done, with the request as that leaves it; what is so already is left out."""
    ticket = row.external_ticket if wanted.ticket is None else wanted.ticket
    to = wanted.to_route or row.route
    if to is not row.route or ticket != row.external_ticket:
        row = replace(row, route=to, external_ticket=ticket)
        yield ToRoute(to, ticket), row
    if wanted.owner is not None and wanted.owner.name != row.owner:
        row = replace(row, owner=wanted.owner.name)
        yield ToOwner(wanted.owner.id, wanted.owner.name), row
    priority, status = wanted.to_priority, wanted.to_status
    if priority is not None and priority is not row.priority:
        row = replace(row, priority=priority)
        yield ToPriority(priority, wanted.reason or ""), row
    # With a version named, even a status that is there already is held against it.
    if status is not None and (status is not row.status or wanted.versioned):
        yield ToStatus(status, wanted.reason), replace(row, status=status)


def _texts(detail: RequestDetail, wanted: Wanted, version: int) -> Iterator[Change]:
    request_id = detail.row.id
    if wanted.outside is not None and (wanted.outside.strip() or None) != detail.external_owner:
        yield FollowRequest(request_id=request_id, expected_version=version, external_owner=wanted.outside)
        version += 1
    subject = wanted.subject if wanted.subject != detail.row.subject else None
    description = wanted.description if wanted.description != detail.description else None
    if subject is not None or description is not None:
        yield EditRequest(
            request_id=request_id, expected_version=version, subject=subject, description=description
        )
