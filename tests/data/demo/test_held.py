"""What was held with the clients of the demo: the figures frozen into it by the real rule."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from amtui.data.models import accounts, health_days, interactions, kpi_goals, reviews
from amtui.data.queries.account_facts import account_facts
from amtui.data.reading import Reading
from amtui.data.schema import said
from amtui.domain.frozen_figures import frozen, shows_progress
from amtui.domain.people import Scope
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.services.goal_figures import goal_figures

V = reviews.c


def held(demo: Connection) -> list[Any]:
    """Return the QBRs that were held, with the names of their accounts' zones."""
    found = select(reviews, accounts.c.zone).join(accounts, accounts.c.id == V.account_id)
    return list(demo.execute(found.where(V.kind == ReviewKind.QBR, V.status == ReviewStatus.HELD)).all())


def ended(review: Any) -> datetime:
    """Return when a review was over."""
    moment: datetime = review.starts_at + timedelta(minutes=review.minutes)
    return moment


def test_every_qbr_that_was_held_was_closed_by_the_rule(demo: Connection) -> None:
    found = held(demo)
    assert len(found) > 200
    agreed = {row.account_id: row.agreed_on for row in demo.execute(select(kpi_goals)).all()}
    for review in found:
        day = review.starts_at.astimezone(ZoneInfo(review.zone)).date()
        before = review.account_id not in agreed or day < agreed[review.account_id]
        assert (review.frozen_kpis == []) is before
        assert review.frozen_kpis or review.new_plan
    assert sum(bool(review.frozen_kpis) for review in found) > len(found) // 3


def test_the_figures_are_those_that_the_program_freezes(demo: Connection) -> None:
    compared = 0
    for review in held(demo)[::5]:
        if not review.frozen_kpis:
            continue
        reading = Reading(demo, Scope(None), ended(review), ZoneInfo("UTC"))
        account = demo.execute(select(accounts).where(accounts.c.id == review.account_id)).mappings().one()
        figures = goal_figures(reading, account)
        assert review.frozen_kpis == frozen(figures, ended(review))
        assert review.new_plan or any(map(shows_progress, figures))
        compared += 1
    assert compared > 15


def test_some_accounts_had_a_training_after_their_kickoff(demo: Connection) -> None:
    c = reviews.c
    found = select(reviews).where(c.kind == ReviewKind.TRAINING, c.status == ReviewStatus.HELD)
    trained = {row.account_id: row for row in demo.execute(found).all()}
    assert 20 < len(trained) < 140
    kickoffs = select(c.account_id, c.starts_at).where(c.kind == ReviewKind.KICKOFF)
    kickoff = {row.account_id: row.starts_at for row in demo.execute(kickoffs).all()}
    assert all(kickoff[account] < row.starts_at for account, row in trained.items())
    i = interactions.c
    met = select(i.account_id, i.at).where(i.summary.startswith("Training: "))
    assert {tuple(row) for row in demo.execute(met).all()} == {
        (account, row.starts_at) for account, row in trained.items()
    }


def test_adoption_is_known_of_whom_was_trained_from_that_day_on(demo: Connection) -> None:
    reading = Reading(demo, Scope(None), datetime.fromisoformat(str(said(demo, "anchor"))), ZoneInfo("UTC"))
    opening = reading.connection.execute(select(health_days.c.account_id).distinct()).scalars().all()
    known = 0
    for facts in account_facts(reading, opening):
        since = facts.health_facts.days_since_training
        h = health_days.c
        rows = select(h.day, h.facts).where(h.account_id == facts.account.id).order_by(h.day.desc())
        for back, row in enumerate(demo.execute(rows).all()):
            expected = since - back if since is not None and since >= back else None
            assert row.facts.get("days_since_training") == expected
        known += since is not None
    assert 3 <= known <= len(opening) // 2
