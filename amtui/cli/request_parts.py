"""The single changes that `amtui request set` stands for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtui.cli.listing import whole
from amtui.cli.lookups import user
from amtui.domain.change import Change
from amtui.domain.changes import SetOwner, SetPriority, SetRoute, SetStatus
from amtui.domain.errors import UsageError
from amtui.domain.request_records import RequestDetail
from amtui.domain.vocabulary import Priority, RequestStatus, Route

if TYPE_CHECKING:
    from amtui.services.backend import Backend

Making = Callable[[int], Change]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields as they were typed; None leaves a field as it is."""

    status: str | None = None
    reason: str | None = None
    priority: str | None = None
    owner: str | None = None
    route: str | None = None
    ticket: str | None = None
    version: int | None = None


def parts(backend: "Backend", detail: RequestDetail, wanted: Wanted) -> tuple[Change, ...]:
    """Return the changes that are wanted, each expecting the version that the one before leaves.

    Raises:
        NotFound: there is no such user.
        UsageError: nothing is wanted, or a word is unknown.
    """
    if not any((wanted.status, wanted.priority, wanted.owner, wanted.route, wanted.ticket)):
        raise UsageError("nothing to change", next="Name a field, as --status in_progress.")
    made = [*_route(detail, wanted), *_owner(backend, detail, wanted), *_priority(detail, wanted)]
    made += _status(detail, wanted)
    seen = detail.row.version if wanted.version is None else wanted.version
    return tuple(make(seen + number) for number, make in enumerate(made))


def _status(detail: RequestDetail, wanted: Wanted) -> list[Making]:
    if wanted.status is None:
        return []
    to: RequestStatus = whole(wanted.status, RequestStatus, "status")
    request_id, reason = detail.row.id, wanted.reason
    if to is detail.row.status and wanted.version is None:
        return []
    return [lambda v: SetStatus(request_id=request_id, expected_version=v, to=to, reason=reason)]


def _priority(detail: RequestDetail, wanted: Wanted) -> list[Making]:
    if wanted.priority is None:
        return []
    text = wanted.priority if wanted.priority[:1] in "Pp" else f"P{wanted.priority}"
    to: Priority = whole(text, Priority, "priority")
    request_id, reason = detail.row.id, wanted.reason
    if to is detail.row.priority:
        return []
    return [lambda v: SetPriority(request_id=request_id, expected_version=v, to=to, reason=reason)]


def _owner(backend: "Backend", detail: RequestDetail, wanted: Wanted) -> list[Making]:
    if wanted.owner is None:
        return []
    found = user(backend, wanted.owner)
    request_id = detail.row.id
    if detail.row.owner == found.name:
        return []
    return [lambda v: SetOwner(request_id=request_id, expected_version=v, owner_id=found.id)]


def _route(detail: RequestDetail, wanted: Wanted) -> list[Making]:
    row = detail.row
    if wanted.route is None and wanted.ticket is None:
        return []
    to: Route = whole(wanted.route, Route, "route") if wanted.route else row.route
    ticket = row.external_ticket if wanted.ticket is None else wanted.ticket
    if to is row.route and ticket == row.external_ticket:
        return []
    return [
        lambda v: SetRoute(
            request_id=row.id,
            expected_version=v,
            to=to,
            external_owner=detail.external_owner,
            external_ticket=ticket,
        )
    ]
