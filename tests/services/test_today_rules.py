"""What administrators set decides from where on the day's list speaks up."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from amtui.data.models import accounts
from amtui.data.queries.interactions import account_touches
from amtui.data.queries.today import today_board
from amtui.data.queries.today_kept import Kept
from amtui.domain.changes import LogInteraction, SaveSetting
from amtui.domain.errors import AmtuiError
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


def test_rates_that_are_set_decide_what_amounts_are_compared_by(world: World, ana: Backend) -> None:
    talk(world, ana, 20, InteractionDirection.OUTREACH)
    ada = world.as_("ada")
    with world.writing() as connection:
        connection.execute(update(accounts).values(monthly_value=Decimal(1_200)))
    ada.apply(SaveSetting(key="last_touch_days", value="20"))
    board = ana.read(today_board)
    currency = next(row.value_at_risk.currency for row in board.rows if row.value_at_risk)
    assert not board.rules.rates.to
    ada.apply(SaveSetting(key="exchange_rates", value="chf: usd 0.9; as of 2026-11-01"))
    board = ana.read(today_board)
    assert board.rules.exchange_rates == "CHF: USD 0.9; as of 2026-11-01"
    assert all(
        (f"no rate for {currency}" in row.why) == (row.value_at_risk is not None) for row in board.rows
    )
    ada.apply(SaveSetting(key="exchange_rates", value=f"{currency}: USD 0.9"))
    assert not any("no rate" in why for row in ana.read(today_board).rows for why in row.why)
    with pytest.raises(AmtuiError, match="exchange_rates"):
        ada.apply(SaveSetting(key="exchange_rates", value="EUR: USD"))
    with pytest.raises(AmtuiError):
        ana.apply(SaveSetting(key="exchange_rates", value="EUR: USD 2"))
    ada.apply(SaveSetting(key="exchange_rates", value=""))
    assert not ana.read(today_board).rules.rates.to
