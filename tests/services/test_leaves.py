"""An account manager is away, and a cover has the book for these days, no longer."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from amtui.data.models import agreements, invoices
from amtui.data.queries.handover import handover
from amtui.data.queries.leaves import leave_list
from amtui.data.queries.portfolio import portfolio
from amtui.data.queries.today import today
from amtui.domain import changes
from amtui.domain.admin_changes import DeactivateUser
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.handover import markdown, plain
from amtui.domain.leave_changes import AddLeave, EditLeave, EndLeave
from amtui.domain.people import Covering
from amtui.services.backend import Backend
from amtui.services.identity import renewed
from tests.services.world import ANA, BEN, CLEO, LOGIN, NORTHWIND, World

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
AWAY = AddLeave(user_id=ANA, cover_id=BEN, first=MONDAY, last=FRIDAY, note="Back on Monday")


def names(backend: Backend) -> list[str]:
    return [row.name for row in backend.read(portfolio)]


def test_a_cover_has_the_book_for_its_days_and_permissions_follow(world: World, ana: Backend) -> None:
    ben = world.as_("ben")
    assert names(ben) == []
    with pytest.raises(NotFound):
        ben.apply(changes.AddComment(request_id=LOGIN, text="Called them"))
    assert ana.apply(AWAY).words == "Ben covers the book of Ana from 2026-11-23 to 2026-11-27"

    ben.identity = renewed(ben.engine, ben.clock, ben.identity)
    assert ben.identity.covering == (Covering(ANA, "Ana", FRIDAY),)
    assert ben.identity.covers(ANA) is not None
    assert ben.identity.covers(BEN) is None
    assert names(ben) == ["Northwind"]
    ben.apply(changes.AddComment(request_id=LOGIN, text="Called them"))
    assert {row.why[-1] for row in ben.read(today)} == {"covered for Ana until 2026-11-27"}
    assert not any("covered" in why for row in ana.read(today) for why in row.why)

    world.clock.passes(days=4)
    assert names(world.as_("ben")) == ["Northwind"]
    world.clock.passes(days=1)
    ben.identity = renewed(ben.engine, ben.clock, ben.identity)
    assert (names(ben), ben.identity.covering) == ([], ())


def test_a_leave_that_runs_ends_with_yesterday_and_one_ahead_is_called_off(
    world: World, ana: Backend
) -> None:
    ana.apply(AWAY)
    world.clock.passes(days=2)
    (row,) = ana.read(leave_list)
    assert (row.user, row.cover, row.accounts, row.state(MONDAY), row.note) == (
        "Ana",
        "Ben",
        1,
        "away",
        "Back on Monday",
    )
    ana.apply(EndLeave(leave_id=row.id, expected_version=1))
    assert ana.read(leave_list) == ()
    assert ana.read(leave_list, over=True)[0].last == date(2026, 11, 24)
    with pytest.raises(Conflict):
        ana.apply(EndLeave(leave_id=row.id, expected_version=1))
    with pytest.raises(Refused, match="over since"):
        ana.apply(EndLeave(leave_id=row.id, expected_version=2))
    ana.apply(changes.Undo())
    assert ana.read(leave_list)[0].last == FRIDAY

    later = AddLeave(user_id=ANA, cover_id=CLEO, first=date(2026, 12, 21), last=date(2026, 12, 23))
    leave_id = ana.apply(later).entity_id
    assert leave_id is not None
    assert (
        ana.apply(EndLeave(leave_id=leave_id, expected_version=1)).words == "The leave of Ana is called off"
    )


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (AddLeave(user_id=ANA, cover_id=ANA, first=MONDAY, last=FRIDAY), Invalid, "nobody covers themselves"),
        (AddLeave(user_id=ANA, cover_id=BEN, first=FRIDAY, last=MONDAY), Invalid, "ends before it starts"),
        (
            AddLeave(user_id=ANA, cover_id=BEN, first=date(2026, 11, 1), last=date(2026, 11, 2)),
            Invalid,
            "over already",
        ),
        (AddLeave(user_id=ANA, cover_id=BEN, first=MONDAY, last=date(2028, 1, 1)), Invalid, "than a year"),
        (AddLeave(user_id=ANA, cover_id=CLEO, first=FRIDAY, last=FRIDAY), Refused, "Ana is away from"),
        (AddLeave(user_id=CLEO, cover_id=ANA, first=FRIDAY, last=FRIDAY), Refused, "Ana is away from"),
    ],
)
def test_a_leave_that_makes_no_sense_is_refused(
    world: World, ana: Backend, change: AddLeave, error: type[Exception], words: str
) -> None:
    ana.apply(AWAY)
    with pytest.raises(error, match=words):
        world.as_("ada").apply(change)


def test_a_leave_that_runs_is_given_to_another_cover_and_prolonged(world: World, ana: Backend) -> None:
    leave_id = ana.apply(AWAY).entity_id
    assert leave_id is not None
    world.clock.passes(days=1)
    edit = EditLeave(leave_id=leave_id, expected_version=1, cover_id=CLEO, last=date(2026, 12, 1))
    told = ana.apply(edit)
    assert told.words == "Cleo covers the book of Ana from 2026-11-23 to 2026-12-01, in place of Ben"
    assert (names(world.as_("ben")), names(world.as_("cleo"))) == ([], ["Contoso", "Northwind"])
    (row,) = ana.read(leave_list)
    assert (row.cover, row.first, row.last, row.note, row.version) == (
        "Cleo", MONDAY, date(2026, 12, 1), "Back on Monday", 2,
    )  # fmt: skip
    with pytest.raises(Conflict):
        ana.apply(EditLeave(leave_id=leave_id, expected_version=1, cover_id=BEN))
    assert "Ben" in ana.apply(changes.Undo()).words
    assert (names(world.as_("ben")), names(world.as_("cleo"))) == (["Northwind"], ["Contoso"])
    noted = EditLeave(leave_id=leave_id, expected_version=3, note="Call me ")
    assert ana.apply(noted).words == "The note of the leave of Ana is changed"
    assert ana.read(leave_list)[0].note == "Call me"


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"cover_id": ANA}, Invalid, "nobody covers themselves"),
        ({"first": date(2026, 12, 1)}, Invalid, "ends before it starts"),
        ({"first": date(2026, 11, 1), "last": date(2026, 11, 2)}, Invalid, "over already"),
        ({"last": date(2028, 1, 1)}, Invalid, "than a year"),
        ({"last": date(2026, 12, 22)}, Refused, "Ana is away from 2026-12-21"),
        ({"cover_id": CLEO}, Refused, "Cleo is away from 2026-11-26"),
    ],
)
def test_an_edited_leave_is_checked_as_a_new_one_is(
    world: World, ana: Backend, fields: dict[str, Any], error: type[Exception], words: str
) -> None:
    leave_id = ana.apply(AWAY).entity_id
    assert leave_id is not None
    ana.apply(AddLeave(user_id=ANA, cover_id=BEN, first=date(2026, 12, 21), last=date(2026, 12, 23)))
    of_cleo = AddLeave(user_id=CLEO, cover_id=BEN, first=date(2026, 11, 26), last=FRIDAY)
    world.as_("ada").apply(of_cleo)
    with pytest.raises(error, match=words):
        ana.apply(EditLeave(leave_id=leave_id, expected_version=1, **fields))
    with pytest.raises(Refused, match="your own leave only"):
        world.as_("ben").apply(EditLeave(leave_id=leave_id, expected_version=1, note="Mine"))


def test_a_leave_that_is_over_is_not_edited(world: World, ana: Backend) -> None:
    leave_id = ana.apply(AWAY).entity_id
    assert leave_id is not None
    world.clock.passes(days=7)
    with pytest.raises(Refused, match="over since 2026-11-27"):
        ana.apply(EditLeave(leave_id=leave_id, expected_version=1, last=date(2026, 12, 4)))


def test_a_leave_prolonged_says_whose_book_is_left_alone(world: World, ana: Backend) -> None:
    ana.apply(AWAY)
    first, last = date(2026, 12, 1), date(2026, 12, 4)
    of_ben = world.as_("ben").apply(AddLeave(user_id=BEN, cover_id=CLEO, first=first, last=last))
    assert of_ben.entity_id is not None
    earlier = EditLeave(leave_id=of_ben.entity_id, expected_version=1, first=FRIDAY)
    assert world.as_("ben").apply(earlier).words == (
        "Cleo covers the book of Ben from 2026-11-27 to 2026-12-04. "
        "Nobody covers the book of Ana from 2026-11-27 to 2026-11-27, as Ben is away"
    )


def test_a_cover_who_goes_away_leaves_a_book_alone_and_that_is_said(world: World, ana: Backend) -> None:
    ana.apply(AWAY)
    gone = AddLeave(user_id=BEN, cover_id=CLEO, first=date(2026, 11, 25), last=date(2026, 12, 4))
    told = world.as_("ben").apply(gone)
    assert told.words == (
        "Cleo covers the book of Ben from 2026-11-25 to 2026-12-04. "
        "Nobody covers the book of Ana from 2026-11-25 to 2026-11-27, as Ben is away"
    )
    alone, own = ana.read(leave_list)
    assert (alone.user, alone.alone) == ("Ana", (date(2026, 11, 25), FRIDAY))
    assert (own.user, own.alone) == ("Ben", None)


def test_a_cover_who_works_no_more_leaves_a_book_alone_and_that_is_said(world: World, ana: Backend) -> None:
    ana.apply(AWAY)
    world.clock.passes(days=1)
    told = world.as_("ada").apply(DeactivateUser(user_id=BEN, expected_version=1))
    assert told.words == (
        "Ben is inactive. Nobody covers the book of Ana from 2026-11-24 to 2026-11-27, as Ben works no more"
    )
    (row,) = ana.read(leave_list)
    assert (row.user, row.alone) == ("Ana", (MONDAY, FRIDAY))


def test_people_see_to_their_own_leave_and_managers_to_that_of_their_line(world: World) -> None:
    with pytest.raises(Refused, match="your own leave only"):
        world.as_("ben").apply(AWAY)
    of_cleo = AddLeave(user_id=CLEO, cover_id=BEN, first=MONDAY, last=FRIDAY)
    with pytest.raises(Refused, match="your own leave only"):
        world.as_("max").apply(of_cleo)
    assert world.as_("max").apply(AWAY).audit_id is not None
    assert world.as_("ada").apply(of_cleo).audit_id is not None


def test_a_brief_is_made_from_the_data_for_those_who_may_see_the_book(world: World, ana: Backend) -> None:
    asked = {"user_id": ANA, "first": MONDAY, "last": FRIDAY}
    found = ana.read(handover, **asked, cover="Ben", note="Mind the *outage*")  # type: ignore[arg-type]
    text = markdown(found)
    assert text.startswith("# Hand-over from Ana to Ben, 2026-11-23 to 2026-11-27\n\n1 account, 3 open")
    assert "Mind the \\*outage\\*" in text
    assert "1. **Northwind**: Cannot log in" in text
    told = "- R-1004 Cannot log in (P1, new, answer due 2026-11-23 09:30, due 2026-11-23 11:00, ticket SUP-7)"
    assert told in text
    assert "last touch never" in text
    with pytest.raises(Refused, match="not yours to see"):
        world.as_("cleo").read(handover, **asked)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        ana.read(handover, user_id=99, first=MONDAY, last=FRIDAY)


def test_a_brief_says_of_both_clocks_of_a_request_when_it_is_late(ana: Backend) -> None:
    ana.clock = FrozenClock(datetime(2026, 11, 23, 8, 45, tzinfo=UTC))
    text = markdown(ana.read(handover, user_id=ANA, first=MONDAY, last=FRIDAY))
    assert "3 open requests (1 late)" in text
    assert "R-1004 Cannot log in (P1, new, late, answer due 2026-11-23 09:30, due 2026-11-23 11:00," in text


def test_a_brief_tells_of_the_last_day_to_give_notice_and_of_what_is_owed(world: World, ana: Backend) -> None:
    stamps = {"created_at": world.clock.now(), "updated_at": world.clock.now()}
    own = {"account_id": NORTHWIND, "am_id": ANA, "currency": "EUR"}
    with world.writing() as connection:
        spans = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 2, 25), "notice_days": 90}
        connection.execute(insert(agreements).values(**own, **spans, value=Decimal(900)))
        for number, due in (("A-7", date(2026, 11, 12)), ("A-8", date(2026, 12, 1))):
            bill = {"number": number, "amount": Decimal(100), "due_on": due}
            connection.execute(insert(invoices).values(**own, **stamps, **bill))
    text = markdown(ana.read(handover, user_id=ANA, first=MONDAY, last=FRIDAY))
    assert "- The last day to give notice is 2026-11-27; the agreement ends on 2027-02-25" in text
    assert "- Invoice A-7 is overdue by 11 days" in text
    assert "A-8" not in text.split("## Accounts")[1]
    late = markdown(ana.read(handover, user_id=ANA, first=date(2027, 2, 20), last=date(2027, 2, 26)))
    assert "- The agreement ends on 2027-02-25" in late


def test_a_brief_counts_the_requests_that_it_does_not_list(
    ana: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.data.queries.handover.MOST", 1)
    text = markdown(ana.read(handover, user_id=ANA, first=MONDAY, last=FRIDAY))
    assert (text.count("- R-"), "- and 2 open requests more, due later" in text) == (1, True)


def test_what_comes_from_outside_stays_text_in_a_brief() -> None:
    assert plain("[x](y)\n# <b>*a*|b~") == "\\[x\\](y) \\# \\<b\\>\\*a\\*\\|b\\~"
