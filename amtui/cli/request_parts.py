"""The single changes that `amtui request set` stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from amtui.cli.listing import whole
from amtui.cli.lookups import NOBODY
from amtui.domain.change import Change
from amtui.domain.changes import EditRequest
from amtui.domain.errors import UsageError
from amtui.domain.people import UserRow
from amtui.domain.request_changes import FollowRequest, Reclassify, SetContact
from amtui.domain.request_recipes import Recipe, ToOwner, ToPriority, ToRoute, ToStatus
from amtui.domain.request_records import RequestDetail, RequestRow
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route


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
    type: str | None = None
    impact: str | None = None
    urgency: str | None = None
    contact: str | None = None
    versioned: bool = False

    def __post_init__(self) -> None:
        """Make sure that something is wanted, in words that there are.

        Raises:
            UsageError: nothing is, or a word is unknown.
        """
        given = (self.status, self.priority, self.owner, self.route)
        nature = (self.type, self.impact, self.urgency, self.contact)
        texts = (self.ticket, self.outside, self.description)
        if not any((*given, *nature, self.subject)) and all(text is None for text in texts):
            raise UsageError("nothing to change", next="Name a field, as --status in_progress.")
        _ = self.to_status, self.to_priority, self.to_route, self.to_nature

    @property
    def texts(self) -> bool:
        """Whether something is to be set that a row of the queue does not show."""
        typed = (self.outside, self.subject, self.description, self.type, self.impact, self.urgency)
        return any(one is not None for one in typed)

    @property
    def to_ticket(self) -> str | None:
        """The ticket that is meant: empty for none."""
        return _or_none(self.ticket)

    @property
    def to_outside(self) -> str | None:
        """The owner outside that is meant: empty for none."""
        return _or_none(self.outside)

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

    @property
    def to_nature(self) -> tuple[RequestType | None, Level | None, Level | None]:
        """Type, impact and urgency that are meant."""
        kind = whole(self.type, RequestType, "type of request") if self.type else None
        impact = whole(self.impact, Level, "level") if self.impact else None
        return kind, impact, whole(self.urgency, Level, "level") if self.urgency else None


def _or_none(text: str | None) -> str | None:
    stripped = None if text is None else text.strip()
    return "" if stripped == NOBODY else stripped


def check(row: RequestRow, wanted: Wanted) -> None:
    """Let a request pass to which all that is wanted can be done, one after the other.

    Raises:
        Refused: with the reason.
    """
    if any((wanted.type, wanted.impact, wanted.urgency, wanted.contact)):
        Recipe().check(row)
    for recipe, after in _recipes(row, wanted):
        recipe.check(row)
        row = after


def parts(
    row: RequestRow, wanted: Wanted, detail: RequestDetail | None = None, contact_id: int | None = None
) -> tuple[Change, ...]:
    """Return the changes that are wanted, each expecting the version that the one before leaves.

    Args:
        row: the request, with the version that its author saw.
        wanted: what is to be set.
        detail: the same request in full, where `wanted.texts`.
        contact_id: whom of the request's account `wanted.contact` means; None is nobody.
    """
    made: list[Change] = []
    for recipe, _after in _recipes(row, wanted):
        made.append(recipe.change(replace(row, version=row.version + len(made))))
    if detail is not None:
        made += _texts(detail, wanted, row.version + len(made))
    if wanted.contact is not None:
        # The last, as it leaves the version where it is when that contact is there already.
        version = row.version + len(made)
        made.append(SetContact(request_id=row.id, expected_version=version, contact_id=contact_id))
    return tuple(made)


def _recipes(row: RequestRow, wanted: Wanted) -> Iterator[tuple[Recipe, RequestRow]]:
    """Yield what is to be done, with the request as that leaves it; what is so already is left out."""
    ticket = row.external_ticket if wanted.to_ticket is None else wanted.to_ticket
    to = wanted.to_route or row.route
    if to is not row.route or (ticket or None) != row.external_ticket:
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
    nature = zip(wanted.to_nature, (detail.row.type, detail.impact, detail.urgency), strict=True)
    if any(to not in {None, now} for to, now in nature):
        kind, impact, urgency = wanted.to_nature
        yield Reclassify(
            request_id=request_id, expected_version=version, type=kind, impact=impact, urgency=urgency
        )
        version += 1
    outside = wanted.to_outside
    if outside is not None and (outside or None) != detail.external_owner:
        yield FollowRequest(request_id=request_id, expected_version=version, external_owner=outside)
        version += 1
    subject = wanted.subject if wanted.subject != detail.row.subject else None
    description = wanted.description if wanted.description != detail.description else None
    if subject is not None or description is not None:
        yield EditRequest(
            request_id=request_id, expected_version=version, subject=subject, description=description
        )
