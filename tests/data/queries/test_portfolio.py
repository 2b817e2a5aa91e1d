"""The portfolio and one account of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from amtui.data import models
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.portfolio import find_account, portfolio
from amtui.data.queries.portfolio_filter import CHOICES, DATES, MARKS, SORTS, TEXTS
from amtui.domain.account_records import AccountRow
from amtui.domain.errors import NotFound
from amtui.domain.filters import ACCOUNTS
from amtui.domain.money_record import Money
from amtui.domain.paging import Order
from amtui.domain.vocabulary import (
    BillingState,
    ImprovementStatus,
    InteractionDirection,
    KpiKey,
    KpiState,
    Priority,
    RequestStatus,
    ReviewKind,
    ReviewStatus,
    Tier,
)
from tests.data.queries.story import NOW, Story, counted

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TODAY = date(2026, 11, 23)


def make_northwind(story: Story) -> int:
    """Make an account about which everything is known."""
    ana = story.user("ana", name="Ana Ruiz", phone="+49 1")
    account = story.account(
        "Northwind",
        ana,
        tier=Tier.TOP,
        plan="gold",
        monthly_value=Decimal("1200.50"),
        go_live_on=date(2026, 5, 4),
        kickoff_requested_at=datetime(2026, 4, 1, 9, tzinfo=UTC),
    )
    story.request(account, due_at=NOW - HOUR, first_response_at=NOW - 2 * HOUR)
    story.request(account, due_at=NOW + HOUR, due_risk_at=NOW - HOUR, first_response_at=NOW - HOUR)
    story.request(account)
    story.request(account)
    story.request(account, status=RequestStatus.CLOSED, due_at=NOW - 9 * HOUR)
    story.touch(account, NOW - 45 * DAY)
    story.touch(account, NOW - 5 * DAY, completed=False, direction=InteractionDirection.CLIENT)
    story.touch(account, NOW - 6 * DAY, completed=False)
    story.touch(account, NOW - 7 * DAY, completed=False)
    story.review(account, NOW + 10 * DAY)
    story.review(account, NOW + 2 * DAY, kind=ReviewKind.TRAINING)
    story.review(account, NOW + DAY, status=ReviewStatus.CANCELLED)
    story.review(account, NOW + 20 * DAY, kind=ReviewKind.QBR)
    for ends_on in (date(2026, 6, 30), date(2027, 1, 31)):
        story.of(
            models.agreements,
            account,
            starts_on=ends_on - 300 * DAY,
            ends_on=ends_on,
            notice_days=30,
            currency="EUR",
        )
    story.goal(account, KpiKey.MISSED_CALL_RATE, 0.05, baseline=0.15, baseline_n=400, due=date(2026, 10, 2))
    story.missed(account, TODAY - DAY, 10, 100)
    return account


@pytest.fixture
def northwind(story: Story) -> int:
    """An account about which everything is known."""
    return make_northwind(story)


def row_of(story: Story, *books: int) -> AccountRow:
    with story.reading(*books) as reading:
        return portfolio(reading)[0]


def test_one_row_says_how_an_account_stands(story: Story, northwind: int) -> None:
    row = row_of(story, 1)
    assert (row.name, row.am, row.tier, row.plan) == ("Northwind", "Ana Ruiz", Tier.TOP, "gold")
    assert row.monthly_value == Money(Decimal("1200.50"), "EUR")
    assert (row.open_requests, row.breached_requests) == (4, 1)
    assert row.last_touch_at == NOW - 45 * DAY
    assert row.reactive_ratio == pytest.approx(1 / 3)
    assert (row.next_review_at, row.next_review_kind) == (NOW + 2 * DAY, ReviewKind.TRAINING)
    assert row.renewal_on == date(2027, 1, 31)
    assert [(figure.kpi, figure.state) for figure in row.kpis] == [
        (KpiKey.MISSED_CALL_RATE, KpiState.OFF_TARGET),
        (KpiKey.FIRST_RESPONSE, KpiState.NO_DATA),
        (KpiKey.SYNC_SUCCESS, KpiState.NO_DATA),
    ]


def test_health_is_made_of_the_parts_that_are_known(story: Story, northwind: int) -> None:
    # KPI: half of the way, 0.5 of 30. Requests: (4 - 1 - 0.5) / 4 = 0.625 of 20. Cadence: planned 0.5 and
    # 45 of 30 to 60 days 0.25, 0.75 of 15. Payments: 1 of 10. Together 48.75 of 75.
    row = row_of(story, 1)
    assert (row.health, row.health_coverage) == (65, 0.75)
    story.request(northwind, priority=Priority.P1, external_ticket="SUP-1")
    assert row_of(story, 1).health == 50


def test_a_held_review_is_a_contact(story: Story, northwind: int) -> None:
    story.review(northwind, NOW - 2 * DAY, status=ReviewStatus.HELD)
    assert row_of(story, 1).last_touch_at == NOW - 2 * DAY


def make_many(story: Story) -> None:
    """Make that account, and more of two books."""
    make_northwind(story)
    ben = story.user("ben")
    quiet = story.account("Quiet", 1, tier=Tier.SMALL, billing=BillingState.OVERDUE)
    story.touch(quiet, NOW - DAY, direction=InteractionDirection.CLIENT)
    story.account("Ben's", ben, monthly_value=Decimal(9))
    story.account("Orphan", 0)
    story.account("Past", 1, status="inactive")


@pytest.fixture
def many(story: Story) -> None:
    """Accounts of two books, of one's own."""
    make_many(story)


@pytest.fixture(scope="module")
def told_many(told_story: Story) -> Story:
    """Accounts of two books that are only read."""
    make_many(told_story)
    return told_story


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Ben's", "Northwind", "Orphan", "Quiet"]),
        ("status:inactive", ["Past"]),
        ("status:active,inactive am:ana", ["Northwind", "Past", "Quiet"]),
        ("tier:top", ["Northwind"]),
        ("am:none", ["Orphan"]),
        ("-am:ana", ["Ben's", "Orphan"]),
        ("is:unassigned", ["Orphan"]),
        ("is:mine", ["Northwind", "Quiet"]),
        ("is:off_target", ["Northwind"]),
        ("is:breached", ["Northwind"]),
        ("-is:gap", ["Northwind"]),
        ("is:reactive", ["Quiet"]),
        ("touch:none", ["Ben's", "Orphan"]),
        ("billing:overdue", ["Quiet"]),
        ("health:amber", ["Northwind"]),
        ("health:<60", []),
        ("health:>=65", ["Northwind"]),
        ("health:65", ["Northwind"]),
        ("health:>65", []),
        ("health:<=65 -health:<60", ["Northwind"]),
        ("health:insufficient_data", ["Ben's", "Orphan", "Quiet"]),
        ("-health:<=100", ["Ben's", "Orphan", "Quiet"]),
        ("plan:gold", ["Northwind"]),
        ("renewal:<3mo", ["Northwind"]),
        ("renewal:none", ["Ben's", "Orphan", "Quiet"]),
        ("review:<1w", ["Northwind"]),
        ("touch:<2d", ["Quiet"]),
        ("north", ["Northwind"]),
        ("gold ruiz", ["Northwind"]),
        ("-north sort:-account", ["Quiet", "Orphan", "Ben's"]),
        ("sort:-value", ["Northwind", "Ben's", "Orphan", "Quiet"]),
        ("sort:value", ["Ben's", "Northwind", "Orphan", "Quiet"]),
        ("sort:tier", ["Northwind", "Ben's", "Orphan", "Quiet"]),
    ],
)
def test_a_filter_of_the_portfolio_finds(told_many: Story, text: str, names: list[str]) -> None:
    with told_many.reading(everything=True, user=1) as reading:
        assert [row.name for row in portfolio(reading, filter_text=text)] == names


def test_every_field_and_column_of_the_language_is_known() -> None:
    by_name = {field.name: field for field in ACCOUNTS.fields}
    assert {*by_name} == {*TEXTS, *DATES, *CHOICES, "is", "am"}
    assert {*by_name["is"].choices} == {*MARKS}
    assert {*ACCOUNTS.sorts} == {*SORTS}


def test_the_order_asked_for_counts_before_the_filter_s(story: Story, many: None) -> None:
    with story.reading(1) as reading:
        rows = portfolio(reading, filter_text="sort:account", order=Order("account", descending=True))
    assert [row.name for row in rows] == ["Quiet", "Northwind"]


def test_a_book_of_any_size_costs_the_same(story: Story, northwind: int) -> None:
    def cost() -> int:
        with story.reading(1) as reading, counted(story.engine) as statements:
            portfolio(reading)
        return len(statements)

    before = cost()
    for n in range(9):
        account = story.account(f"Account {n}", 1)
        story.request(account)
        story.review(account, NOW + DAY)
        story.missed(account, TODAY - DAY, 1, 9)
    assert cost() == before == 15


def test_an_account_is_found_by_its_name_or_how_it_begins(story: Story, many: None) -> None:
    with story.reading(1) as reading:
        assert find_account(reading, name="NORTHWIND ").name == "Northwind"
        assert find_account(reading, name="qui").name == "Quiet"
        assert find_account(reading, name="past").name == "Past"
        with pytest.raises(NotFound) as misspelt:
            find_account(reading, name="Nortwind")
        with pytest.raises(NotFound) as foreign:
            find_account(reading, name="Ben's")
    assert misspelt.value.next == "Did you mean “Northwind”?"
    assert (foreign.value.message, foreign.value.next) == ("there is no account “Ben's”", "")


def test_the_overview_of_an_account(story: Story, northwind: int) -> None:
    story.of(models.account_domains, northwind, domain="northwind.example")
    story.of(models.technical_context, northwind, topic="CRM", detail="Zoho", approval="granted")
    boss = story.contact(northwind, "Zed", is_admin=True)
    story.contact(northwind, "Amy")
    for status in (ImprovementStatus.IMPLEMENTED, ImprovementStatus.PROPOSED):
        story.of(
            models.improvements,
            northwind,
            what=status,
            status=status,
            contact_id=boss,
            created_at=NOW,
            updated_at=NOW,
        )
    story.review(
        northwind, datetime(2026, 4, 9, 9, tzinfo=UTC), kind=ReviewKind.KICKOFF, status=ReviewStatus.HELD
    )
    story.review(
        northwind,
        NOW - 30 * DAY,
        kind=ReviewKind.QBR,
        status=ReviewStatus.HELD,
        frozen_kpis=[
            {"kpi": "missed_call_rate", "value": 0.1, "target": 0.05, "comparator": "<=", "progress": 0.5}
        ],
    )
    with story.reading(1) as reading:
        found = account_detail(reading, account_id=northwind)
        assert account_detail(reading, name="northwind") == found
    assert (found.am_email, found.am_phone) == ("ana@example.com", "+49 1")
    assert found.domains == ("northwind.example",)
    assert [contact.name for contact in found.contacts] == ["Zed", "Amy"]
    assert [(each.what, each.confirmed_by) for each in found.improvements] == [
        ("implemented", "Zed"),
        ("proposed", "Zed"),
    ]
    assert [(each.topic, each.approval) for each in found.technical] == [("CRM", "granted")]
    assert (found.agreement_start, found.agreement_notice_days) == (date(2027, 1, 31) - 300 * DAY, 30)
    # Requested on Wednesday, 1 April: five business days later is Wednesday the 8th, held on the 9th.
    assert [(each.met, each.why) for each in found.criteria] == [
        (False, "held on 2026-04-09, due on 2026-04-08"),
        (True, "1 of 1 goal has a baseline; two or three goals are the norm"),
        (False, "1 of 2 implemented"),
        (True, "held on 2026-10-24: progress"),
    ]


def test_an_account_of_another_book_is_not_there(story: Story, northwind: int) -> None:
    ben = story.user("ben")
    with story.reading(ben) as reading:
        assert portfolio(reading) == ()
        with pytest.raises(NotFound):
            account_detail(reading, account_id=northwind)
