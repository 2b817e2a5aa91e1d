"""What administrators set decides from where on the day's list speaks up."""

from datetime import timedelta

from amtui.data.queries.interactions import account_touches
from amtui.data.queries.today import today_board
from amtui.data.queries.today_kept import Kept
from amtui.domain.changes import LogInteraction, SaveSetting
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import Channel, InteractionDirection, Source
from amtui.services.backend import Backend
from tests.services.world import NORTHWIND, World


def rows(backend: Backend, source: Source, kept: Kept | None = None) -> list[TodayRow]:
    found = backend.read(today_board, kept=kept).rows
    return [row for row in found if row.source is source and row.account_id == NORTHWIND]


def talk(world: World, ana: Backend, days: int, by: InteractionDirection) -> None:
    ana.apply(
        LogInteraction(
            account_id=NORTHWIND,
            at=world.clock.now() - timedelta(days=days),
            direction=by,
            channel=Channel.CALL,
            summary="A word",
        )
    )


def test_a_contact_is_too_long_ago_after_the_days_that_are_set(world: World, ana: Backend) -> None:
    talk(world, ana, 20, InteractionDirection.OUTREACH)
    kept = Kept()
    assert rows(ana, Source.LAST_TOUCH, kept) == []
    world.as_("ada").apply(SaveSetting(key="last_touch_days", value="20"))
    (row,) = rows(ana, Source.LAST_TOUCH, kept)
    assert row.what == "No contact for 20 days"
    world.as_("ada").apply(SaveSetting(key="last_touch_days", value="21"))
    assert rows(ana, Source.LAST_TOUCH, kept) == []


def test_an_account_is_reactive_above_the_share_that_is_set(world: World, ana: Backend) -> None:
    for days in (1, 2, 3):
        talk(world, ana, days, InteractionDirection.CLIENT)
    talk(world, ana, 4, InteractionDirection.OUTREACH)
    (row,) = rows(ana, Source.REACTIVE)
    assert row.what == "The client starts the contacts: 3 of 4 in 30 days"
    world.as_("ada").apply(SaveSetting(key="reactive_ratio_limit", value="0.75"))
    assert rows(ana, Source.REACTIVE) == []
    (whole,) = ana.read(account_touches, account_ids=[NORTHWIND])
    assert not whole.balance.flagged
    world.as_("ada").apply(SaveSetting(key="reactive_ratio_limit", value="0.7"))
    assert len(rows(ana, Source.REACTIVE)) == 1
