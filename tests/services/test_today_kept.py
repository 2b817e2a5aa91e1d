"""What a session keeps of the day's list: after any change the same as a list made from nothing."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, select

from amtui.data.models import accounts, requests, reviews
from amtui.data.queries.today import today_board
from amtui.data.queries.today_kept import Kept
from amtui.domain.change import Change
from amtui.domain.changes import (
    AddAccount,
    AssignAccount,
    HoldReview,
    LogInteraction,
    PlanReview,
    SaveSetting,
    SetAccount,
    SetGoal,
    SetPriority,
    SetStatus,
    Undo,
)
from amtui.domain.errors import AmtuiError
from amtui.domain.request_changes import CreateRequest, MoveRequest, SnoozeRequest
from amtui.domain.task_changes import AddTask
from amtui.domain.vocabulary import (
    Channel,
    InteractionDirection,
    KpiKey,
    Level,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    Source,
)
from amtui.services.backend import Backend
from amtui.services.latest import keep_figures
from tests.services.world import ANA, BEN, LOGIN, NORTHWIND, ORPHAN, World

DAY = 86_400.0
STATUSES = (RequestStatus.IN_PROGRESS, RequestStatus.WAITING_CLIENT, RequestStatus.RESOLVED)


def pick(world: World, table: Table, random: Random) -> dict[str, Any]:
    """Return a row of a table as it is now."""
    with world.engine.connect() as connection:
        rows = connection.execute(select(table)).mappings().all()
    return dict(random.choice(rows)) if rows else {}


def on_request(world: World, random: Random) -> Change:
    row = pick(world, requests, random)
    seen = {"request_id": row["id"], "expected_version": row["version"]}
    kinds: tuple[Callable[[], Change], ...] = (
        lambda: SetStatus(**seen, to=random.choice(STATUSES), reason="so it is"),
        lambda: SetPriority(**seen, to=random.choice([Priority.P2, Priority.P4]), reason="so it is"),
        lambda: MoveRequest(**seen, account_id=random.choice([NORTHWIND, ORPHAN]), reason="wrong account"),
        lambda: SnoozeRequest(**seen, until=world.clock.now().replace(hour=23)),
    )
    return random.choice(kinds)()


def on_account(world: World, random: Random) -> Change:
    row, now = pick(world, accounts, random), world.clock.now()
    own, version = row["id"], row["version"]
    direction, kind = random.choice(list(InteractionDirection)), random.choice(list(ReviewKind))
    status = random.choice(("active", "inactive"))
    maybe = random.random() < 0.5
    kinds: tuple[Callable[[], Change], ...] = (
        lambda: CreateRequest(
            account_id=own, type=RequestType.TRAINING, subject="Show us", impact=Level.HIGH,
            urgency=Level.MEDIUM, description="", contact_id=None,
        ),
        lambda: LogInteraction(
            account_id=own, direction=direction, channel=Channel.CALL, summary="Hello", completed=maybe
        ),
        lambda: PlanReview(account_id=own, kind=kind, starts_at=now.replace(hour=22)),
        lambda: AssignAccount(account_id=own, expected_version=version, am_id=random.choice([ANA, BEN])),
        lambda: SetGoal(account_id=own, kpi=KpiKey.MISSED_CALL_RATE, target=0.05),
        lambda: SetAccount(account_id=own, expected_version=version, fields=(("tier", "top"),)),
        lambda: SetAccount(
            account_id=own, expected_version=version, fields=(("status", status),), reason="so"
        ),
        lambda: AddTask(title="Call them", account_id=own, due_on=now.date()),
        lambda: AddAccount(name=f"New {random.random()}", am_id=ANA, zone="Europe/Berlin"),
    )  # fmt: skip
    return random.choice(kinds)()


def anything(world: World, random: Random) -> Change:
    if random.random() < 0.1:
        return Undo()
    if random.random() < 0.1 and (row := pick(world, reviews, random)):
        return HoldReview(
            review_id=row["id"], expected_version=row["version"], outcome="good", new_plan="more"
        )
    return random.choice((on_request, on_account))(world, random)


def test_a_list_kept_up_to_date_is_the_one_made_from_nothing(world: World) -> None:
    random, kept = Random(1), Kept()
    ada, manager = world.as_("ada"), world.as_("max")
    ada.apply(SaveSetting(key="am_may_create_requests", value="true"))
    keep_figures(ada)
    manager.read(today_board, kept=kept)
    done = spared = 0
    for step in range(28):
        world.clock.passes(seconds=random.choice((0.0, 7.0, 900.0, 3_600.0, DAY if step == 22 else 60.0)))
        author: Backend = random.choice((manager, manager, ada))
        try:
            author.apply(anything(world, random))
        except AmtuiError:
            pass
        else:
            done += 1
            told(kept, own=author is manager)
        if step == 15:
            ada.apply(SaveSetting(key="last_touch_days", value="20"))
            told(kept, own=False)
        if step % 10 == 0:
            keep_figures(ada)
        before = kept.last.facts if kept.last else {}
        fresh = Kept()
        assert manager.read(today_board, kept=kept) == manager.read(today_board, kept=fresh)
        after, anew = (each.last.facts if each.last else {} for each in (kept, fresh))
        assert dict(after) == dict(anew)
        spared += any(after.get(key) is facts for key, facts in before.items())
    assert done > 12
    assert spared > 8


def test_a_request_that_moves_is_counted_where_it_went(world: World) -> None:
    ada, manager, kept = world.as_("ada"), world.as_("max"), Kept()
    keep_figures(ada)
    manager.read(today_board, kept=kept)
    version = world.request()["version"]
    manager.apply(
        MoveRequest(request_id=LOGIN, expected_version=version, account_id=ORPHAN, reason="wrong account")
    )
    manager.read(today_board, kept=kept)
    assert kept.last is not None
    assert {key: facts.requests.open for key, facts in kept.last.facts.items()} == {NORTHWIND: 2, ORPHAN: 1}


def test_only_requests_of_touched_accounts_are_read_again(world: World) -> None:
    ada, manager, kept = world.as_("ada"), world.as_("max"), Kept()
    keep_figures(ada)
    ada.apply(SaveSetting(key="am_may_create_requests", value="true"))
    other = CreateRequest(
        account_id=ORPHAN, type=RequestType.TRAINING, subject="Show us", impact=Level.HIGH,
        urgency=Level.MEDIUM, description="", contact_id=None,
    )  # fmt: skip
    orphaned = ada.apply(other).entity_id
    manager.read(today_board, kept=kept)
    before = dict(kept.requests)
    world.clock.passes(seconds=20)
    version = world.request()["version"]
    manager.apply(SetStatus(request_id=LOGIN, expected_version=version, to=RequestStatus.IN_PROGRESS))
    told(kept, own=True)
    board = manager.read(today_board, kept=kept)
    assert {key for key, known in kept.requests.items() if known is before[key]} == {orphaned}
    assert board == manager.read(today_board)


def told(kept: Kept, *, own: bool) -> None:
    """Tell of a change as a screen does."""
    kept.changes += own
    kept.doubts += not own


def test_time_alone_moves_what_is_kept_on(world: World) -> None:
    """On one day: a request late, a contact that leaves the last 30 days, a review that begins."""
    ada, ana, kept, at = world.as_("ada"), world.as_("ana"), Kept(), world.clock.now()
    client: dict[str, Any] = {
        "account_id": NORTHWIND,
        "direction": InteractionDirection.CLIENT,
        "channel": Channel.CALL,
        "summary": "Hello",
    }
    for since in (timedelta(days=30, hours=-5), timedelta(days=3)):
        ana.apply(LogInteraction(at=at - since, **client))
    ours = client | {"direction": InteractionDirection.OUTREACH}
    ana.apply(LogInteraction(at=at - timedelta(days=2), **ours))
    ana.apply(PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=at + timedelta(hours=3)))
    keep_figures(ada)
    seen = []
    for hour in range(10):
        world.clock.at = at + timedelta(hours=hour, minutes=1)
        seen.append(ana.read(today_board, kept=kept))
        assert seen[-1] == ana.read(today_board)
    assert len({(board.counts.at_risk, board.counts.breached) for board in seen}) > 2
    assert {Source.REACTIVE in {row.source for row in board.rows} for board in seen} == {True, False}


def test_another_viewer_is_never_shown_what_was_kept(world: World) -> None:
    kept = Kept()
    every = world.as_("max").read(today_board, kept=kept)
    own = world.as_("cleo").read(today_board, kept=kept)
    assert {row.account for row in every.rows} != {row.account for row in own.rows}
    assert own == world.as_("cleo").read(today_board)
    assert every == world.as_("max").read(today_board)
