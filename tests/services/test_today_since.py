"""What became of the day's list since the last day on which it was looked at."""

from datetime import timedelta

from amtui.data.queries.today import today_board
from amtui.data.queries.today_since import today_difference
from amtui.domain.changes import LogInteraction, PlanReview, SetStatus
from amtui.domain.today_changes import SnoozeRow
from amtui.domain.today_difference import Difference, RememberToday, remembered
from amtui.domain.today_difference_words import counts, heading, sections
from amtui.domain.today_row import asked_of
from amtui.domain.vocabulary import (
    Channel,
    InteractionDirection,
    RequestStatus,
    ReviewKind,
    Source,
)
from amtui.services.backend import Backend
from tests.services.world import CALL_FLOW, NORTHWIND, World


def remember(backend: Backend) -> None:
    rows = backend.read(today_board).rows
    backend.apply(RememberToday(rows=tuple(map(remembered, rows))))


def test_a_day_later_the_list_says_what_became_of_it(world: World, ana: Backend) -> None:
    """Max declines a request, Ana calls back and puts a gap aside; another request comes due by itself."""
    manager = world.as_("max")
    client = {"account_id": NORTHWIND, "channel": Channel.CALL, "summary": "Hello"}
    ana.apply(LogInteraction(**client, direction=InteractionDirection.CLIENT, completed=False))  # type: ignore[arg-type]
    assert ana.read(today_difference) == Difference(None)
    remember(ana)
    assert ana.read(today_difference) == Difference(None)

    world.clock.passes(hours=1)
    to = RequestStatus.DECLINED
    manager.apply(SetStatus(request_id=CALL_FLOW, expected_version=1, to=to, reason="out of scope"))
    ana.apply(LogInteraction(**client, direction=InteractionDirection.OUTREACH))  # type: ignore[arg-type]
    (gap,) = [row for row in ana.read(today_board).rows if row.source is Source.CADENCE_GAP]
    ana.apply(SnoozeRow(row=asked_of(gap), until=world.clock.now().date() + timedelta(days=4)))
    world.clock.passes(days=1)
    at = world.clock.now() + timedelta(hours=2)
    ana.apply(PlanReview(account_id=NORTHWIND, kind=ReviewKind.TRAINING, starts_at=at))

    found = ana.read(today_difference)
    assert heading(found, world.clock.now().date()) == "Since yesterday"
    assert [row.what for row in found.new] == ["Training"]
    assert {row.ref for row in found.worse} == {"R-1001", "R-1004"}
    gone = {(each.row.source, each.how, each.by) for each in found.gone}
    assert gone == {
        (Source.REQUEST, "answered", "Max"),
        (Source.UNANSWERED, "answered", "Ana"),
        (Source.REACTIVE, "answered", "Ana"),
        (Source.CADENCE_GAP, "snoozed until 2026-11-27", "Ana"),
    }
    assert counts(found) == "1 new, 2 worse, 4 gone"
    assert [words for words, _ in sections(found)] == ["Worse", "New", "Gone"]
    assert world.as_("max").read(today_difference) == Difference(None)


def test_only_the_first_look_of_a_day_is_remembered(world: World, ana: Backend) -> None:
    assert not ana.read(today_board).remembered
    remember(ana)
    assert ana.read(today_board).remembered
    assert not world.as_("max").read(today_board).remembered
    world.clock.passes(hours=2)
    ana.apply(RememberToday(rows=()))
    world.clock.passes(days=1)
    assert not ana.read(today_board).remembered
    assert ana.read(today_difference).new == ()
