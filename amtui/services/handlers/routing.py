"""Who does the work that a request asks for, as administrators have set it."""

from dataclasses import replace

from sqlalchemy import RowMapping, insert, select, true

from amtui.data.models import requests, settings, timeline
from amtui.domain.change import Receipt, Topic
from amtui.domain.request_rules import default_route
from amtui.domain.routing_changes import GOING, STAYING, SetRouting, goes_to, open_ones
from amtui.domain.vocabulary import Priority, RequestStatus, RequestType, Route
from amtui.services.handlers.people import store_setting
from amtui.services.handlers.recount import BLOCK, write_all
from amtui.services.writing import Writing

R = requests.c
ROUTES = "routes"
NOTE = "routing changed"


def usual_route(writing: Writing, kind: RequestType, priority: Priority | None) -> Route:
    """Return the route of a kind of request; a P1 is always Support's, whatever is set."""
    own = _own(writing)
    if priority is Priority.P1 or kind not in own:
        return default_route(kind, priority)
    return Route(own[kind])


def set_routing(writing: Writing, change: SetRouting) -> Receipt:
    """Set who does a kind of request; open ones go along where that is asked for, else stay."""
    own, before = _own(writing), usual_route(writing, change.kind, None)
    after = change.route or default_route(change.kind)
    kept = {kind: route for kind, route in own.items() if kind != change.kind}
    if change.route is not None:
        kept[change.kind.value] = change.route.value
    stored = store_setting(writing, ROUTES, kept or None)
    told = goes_to(change.kind, after)
    if not stored and not change.open_too:
        return writing.receipt(f"{told} already")
    going, staying = _move_open(writing, change, before, after)
    words = "; ".join(filter(None, (told, open_ones(going, staying))))
    return replace(writing.receipt(words), counts=((GOING, going), (STAYING, staying)))


def _move_open(writing: Writing, change: SetRouting, before: Route, after: Route) -> tuple[int, int]:
    """Move the open requests that go along; return how many those are, and how many stay elsewhere."""
    rows = _elsewhere(writing, change.kind, after)
    going = [row for row in rows if change.open_too and _follows(row, before)]
    _move_all(writing, going, after)
    return len(going), len(rows) - len(going)


def _own(writing: Writing) -> dict[str, str]:
    wanted = select(settings.c.value).where(settings.c.key == ROUTES)
    return dict(writing.connection.execute(wanted).scalar_one_or_none() or {})


def _elsewhere(writing: Writing, kind: RequestType, after: Route) -> list[RowMapping]:
    """Return the open requests of a kind that are done by others, held on a server until all is through."""
    t = timeline.c
    by_hand = select(t.id).where(t.request_id == R.id, t.field == "route", t.note.is_distinct_from(NOTE))
    columns = (
        *(R.id, R.account_id, R.am_id, R.priority, R.status, R.route, R.updated_at, R.version),
        *(R.external_ticket, R.external_owner, by_hand.exists().label("is_chosen")),
    )
    wanted = select(*columns).where(
        R.is_open == true(), R.type == kind, R.route != after, R.priority != Priority.P1
    )
    return list(writing.connection.execute(wanted.order_by(R.id).with_for_update()).mappings())


def _follows(row: RowMapping, before: Route) -> bool:
    """Tell whether a request lies where routing sent it, and no team outside has it already."""
    handed_over = row["status"] is RequestStatus.ROUTED or row["external_ticket"] or row["external_owner"]
    return not handed_over and (row["route"] is before or not row["is_chosen"])


def _move_all(writing: Writing, rows: list[RowMapping], after: Route) -> None:
    """Move requests by the block, and the last by itself: its audit row stands for the change."""
    values = {"route": after, "updated_at": writing.now}
    for start in range(0, len(rows) - 1, BLOCK):
        block = rows[start : min(start + BLOCK, len(rows) - 1)]
        write_all(writing, [(row, values) for row in block], tuple(values), action="update")
        writing.connection.execute(insert(timeline), [_told(writing, row, after) for row in block])
    for row in rows[-1:]:
        writing.update(requests, row, row["version"], {"route": after}, Topic.REQUESTS)
        writing.connection.execute(insert(timeline), _told(writing, row, after))


def _told(writing: Writing, row: RowMapping, after: Route) -> dict[str, object]:
    return {
        "request_id": row["id"], "am_id": row["am_id"], "at": writing.now,
        "actor_id": writing.identity.user_id, "actor_name": writing.identity.name,
        "field": "route", "before": str(row["route"]), "after": str(after), "note": NOTE,
        "shared": False, "withdrawn": False,
    }  # fmt: skip
