"""Stories of accounts: entered, changed, deactivated, assigned, talked to."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from amtui.data.models import account_domains, accounts, calls, interactions, kpi_days, reviews, sync_events
from amtui.domain.changes import (
    AddAccount,
    AssignAccount,
    LogInteraction,
    PlanReview,
    SetAccount,
    Topic,
    Undo,
)
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    CallDirection,
    CallOutcome,
    Channel,
    InteractionDirection,
    ReviewKind,
    SyncOutcome,
    Tier,
)
from amtui.services.backend import Backend
from tests.services.world import (
    ANA,
    BEN,
    CLEO,
    CONTOSO,
    LOGIN,
    MONDAY_NINE,
    NORTHWIND,
    ORPHAN,
    World,
)


def put(backend: Backend, world: World, reason: str | None = None, **fields: str) -> str:
    version = world.row(accounts, NORTHWIND)["version"]
    change = SetAccount(
        account_id=NORTHWIND, expected_version=version, fields=tuple(fields.items()), reason=reason
    )
    return backend.apply(change).words


def test_a_new_account_is_unassigned_until_somebody_gets_it(world: World) -> None:
    boss = world.as_("max")
    receipt = boss.apply(AddAccount(name="  Fabrikam   GmbH ", zone="Europe/Rome", currency="eur"))
    assert receipt.words == "Fabrikam GmbH added, unassigned"
    row = world.row(accounts, receipt.entity_id or 0)
    assert (row["name"], row["name_key"], row["am_id"]) == ("Fabrikam GmbH", "fabrikam gmbh", 0)
    assert (row["currency"], row["status"]) == ("EUR", AccountStatus.ACTIVE)
    words = boss.apply(AssignAccount(account_id=row["id"], expected_version=1, am_id=BEN)).words
    assert words == "Fabrikam GmbH is managed by Ben"


def test_an_account_name_is_used_once_whatever_its_case(world: World) -> None:
    with pytest.raises(Refused, match="an account of this name exists"):
        world.as_("ada").apply(AddAccount(name="NORTHWIND"))
    assert world.as_("ada").apply(AddAccount(name="North wind")).version == 1


def test_nonsense_is_refused_field_by_field(world: World) -> None:
    change = AddAccount(name=" ", zone="Mars/Olympus", currency="Euro", tier="huge", domains=("no domain",))
    with pytest.raises(Invalid) as caught:
        world.as_("ada").apply(change)
    assert caught.value.fields.keys() == {"name", "zone", "currency", "tier", "domains"}


def test_fields_are_set_as_people_type_them(world: World, ana: Backend) -> None:
    words = put(
        ana, world, plan="premium", tier="Top", monthly_value="1,250.50 USD", billing="up to date",
        go_live_on="2026-10-01", kickoff_requested_at="2026-09-01T09:00",
        domains="North.example, wind.example",
    )  # fmt: skip
    row = world.row(accounts, NORTHWIND)
    assert words.startswith("Northwind: plan, tier, monthly value")
    assert (row["plan"], row["tier"], row["billing"]) == ("premium", Tier.TOP, BillingState.UP_TO_DATE)
    assert (row["monthly_value"], row["currency"]) == (Decimal("1250.50"), "USD")
    assert row["go_live_on"] == date(2026, 10, 1)
    assert row["kickoff_requested_at"] == datetime.fromisoformat("2026-09-01T07:00+00:00")
    with world.engine.connect() as connection:
        names = connection.execute(select(account_domains.c.domain).order_by("domain")).scalars().all()
    assert names == ["north.example", "wind.example"]
    ana.apply(Undo())
    assert world.row(accounts, NORTHWIND)["monthly_value"] is None
    with world.engine.connect() as connection:
        assert connection.execute(select(account_domains)).all() == []


def test_an_unknown_field_names_the_known_ones(world: World, ana: Backend) -> None:
    with pytest.raises(Invalid, match="colour: there is no such field; there are name, plan, tier"):
        put(ana, world, colour="red")


def test_setting_what_is_set_changes_nothing(world: World, ana: Backend) -> None:
    assert put(ana, world, plan="standard") == "Northwind is like that already"
    assert world.row(accounts, NORTHWIND)["version"] == 1


def test_deactivating_needs_a_reason_which_is_kept(world: World, ana: Backend) -> None:
    with pytest.raises(Refused, match="Deactivating an account needs a reason"):
        put(ana, world, status="inactive")
    put(ana, world, status="inactive", reason="Left us")
    row = world.row(accounts, NORTHWIND)
    assert (row["status"], row["status_reason"]) == (AccountStatus.INACTIVE, "Left us")
    with pytest.raises(Refused, match="Northwind is inactive"):
        ana.apply(PlanReview(account_id=NORTHWIND, kind=ReviewKind.QBR, starts_at=MONDAY_NINE))
    put(ana, world, status="active")
    assert world.row(accounts, NORTHWIND)["status_reason"] is None


def test_sub_accounts_of_others_are_not_deactivated_unseen(world: World, ana: Backend) -> None:
    ada = world.as_("ada")
    ada.apply(SetAccount(account_id=CONTOSO, expected_version=1, fields=(("parent", "northwind"),)))
    with pytest.raises(Refused, match="Sub-accounts of Northwind that others manage"):
        put(ana, world, status="inactive", reason="Left us")
    put(ada, world, status="inactive", reason="Left us")
    assert world.row(accounts, CONTOSO)["status"] is AccountStatus.INACTIVE
    again = SetAccount(account_id=CONTOSO, expected_version=3, fields=(("status", "active"),))
    with pytest.raises(Refused, match="its parent Northwind is inactive"):
        ada.apply(again)


def test_an_account_does_not_stand_below_itself(world: World) -> None:
    ada = world.as_("ada")
    ada.apply(SetAccount(account_id=CONTOSO, expected_version=1, fields=(("parent", "Northwind"),)))
    with pytest.raises(Invalid, match="an account cannot stand below itself"):
        put(ada, world, parent="Contoso")


def test_all_that_belongs_to_an_account_moves_along(world: World, ana: Backend) -> None:
    plan = PlanReview(account_id=NORTHWIND, kind=ReviewKind.QBR, starts_at=MONDAY_NINE)
    review_id = ana.apply(plan).entity_id or 0
    receipt = world.as_("ada").apply(AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=CLEO))
    assert receipt.words == "Northwind is managed by Cleo"
    assert receipt.topics >= {Topic.ACCOUNTS, Topic.REQUESTS, Topic.REVIEWS}
    assert world.row(reviews, review_id)["am_id"] == world.request()["am_id"] == CLEO
    assert world.request()["owner_id"] == CLEO
    assert world.entries()[-1] == ("owner", "Ana", "Cleo", "the account was assigned")
    with pytest.raises(NotFound):
        ana.apply(PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=MONDAY_NINE))
    check_in = PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=MONDAY_NINE)
    assert world.as_("cleo").apply(check_in).version == 1


def test_managers_assign_within_their_line(world: World) -> None:
    boss = world.as_("max")
    with pytest.raises(Refused, match="Cleo does not report to you"):
        boss.apply(AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=CLEO))
    with pytest.raises(NotFound):
        boss.apply(AssignAccount(account_id=CONTOSO, expected_version=1, am_id=BEN))
    assert boss.apply(AssignAccount(account_id=ORPHAN, expected_version=1, am_id=ANA)).version == 2
    assert "unassigned" in boss.apply(AssignAccount(account_id=ORPHAN, expected_version=2, am_id=0)).words


def test_another_zone_gives_calls_and_attempts_other_days(world: World, ana: Backend) -> None:
    late = datetime.fromisoformat("2026-11-20T23:30+00:00")  # the 21st in Berlin, the 20th in London
    shared = {"account_id": NORTHWIND, "am_id": ANA, "source": "plain", "day": date(2026, 11, 21)}
    with world.writing() as connection:
        call = {"started_at": late, "direction": CallDirection.INBOUND, "outcome": CallOutcome.ANSWERED}
        connection.execute(
            insert(calls), {**shared, **call, "id": 1, "external_id": "c1", "excluded": 0, "wait_seconds": 9}
        )
        attempt = {"integration": "crm", "record_id": "r1", "outcome": SyncOutcome.SUCCEEDED}
        connection.execute(
            insert(sync_events), {**shared, **attempt, "id": 1, "external_id": "s1", "attempted_at": late}
        )
    put(ana, world, zone="Europe/London")
    assert {world.row(table, 1)["day"] for table in (calls, sync_events)} == {date(2026, 11, 20)}
    with world.engine.connect() as connection:
        assert set(connection.execute(select(kpi_days.c.day)).scalars()) == {date(2026, 11, 20)}
    ana.apply(Undo())
    assert {world.row(table, 1)["day"] for table in (calls, sync_events)} == {date(2026, 11, 21)}
    with world.engine.connect() as connection:
        assert set(connection.execute(select(kpi_days.c.day)).scalars()) == {date(2026, 11, 21)}


def test_contacts_with_a_client_are_logged(world: World, ana: Backend) -> None:
    change = LogInteraction(
        account_id=NORTHWIND, direction=InteractionDirection.CLIENT, channel=Channel.EMAIL,
        summary="Asked for help", contact_id=1,
    )  # fmt: skip
    receipt = ana.apply(change)
    assert receipt.words == "Email with Northwind logged"
    row = world.row(interactions, receipt.entity_id or 0)
    assert (row["at"], row["user_id"], row["contact_id"]) == (world.clock.at, ANA, 1)
    assert world.request(LOGIN)["version"] == 1


def test_contacts_of_other_accounts_and_of_the_future_are_refused(world: World, ana: Backend) -> None:
    base = {"direction": InteractionDirection.CLIENT, "channel": Channel.EMAIL, "summary": "Hello"}
    with pytest.raises(NotFound, match="Northwind has no contact 9"):
        ana.apply(LogInteraction(account_id=NORTHWIND, contact_id=9, **base))  # type: ignore[arg-type]
    tomorrow = world.clock.at.replace(day=24)
    with pytest.raises(Invalid, match="took place in the past"):
        ana.apply(LogInteraction(account_id=NORTHWIND, at=tomorrow, **base))  # type: ignore[arg-type]
