"""Answers to surveys at work: logged, taken off, added up, and what they do to health."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from amtui.data.faults import translated
from amtui.data.models import audit, satisfaction_answers
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.account_story import account_story
from amtui.data.queries.health import health_list, health_view
from amtui.data.queries.qbr import qbr_pack
from amtui.data.queries.satisfaction import Asked, answers, csat_scores, satisfaction
from amtui.data.queries.today import today
from amtui.domain import changes
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.health_difference import difference
from amtui.domain.health_facts import facts_document, facts_of
from amtui.domain.health_rules import Part
from amtui.domain.interaction_words import US
from amtui.domain.qbr_words import report
from amtui.domain.satisfaction import HEALTH_DAYS, LOW_DAYS, SHOWN_DAYS, Satisfaction
from amtui.domain.satisfaction_changes import NOBODY, NOT_ASKED, DropAnswer, EditAnswer, LinkAnswer, LogAnswer
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import Channel, Source
from amtui.services.backend import Backend
from amtui.services.health_days import keep_health
from tests.services.world import ANA, BEN, CONTOSO, ELSEWHERE, LOGIN, MONDAY_NINE, NORTHWIND, World


def log(backend: Backend, **said: Any) -> int:
    return backend.apply(LogAnswer(**{"account_id": NORTHWIND, **said})).entity_id or 0


def ago(days: float) -> datetime:
    return MONDAY_NINE - timedelta(days=days)


def test_an_answer_is_logged_taken_back_and_taken_off(world: World, ana: Backend) -> None:
    change = LogAnswer(
        account_id=NORTHWIND, csat=2, nps=6, at=ago(1), contact_id=1, comment=" Slow ", request_id=LOGIN
    )
    assert ana.apply(change).words == "Answer of Northwind logged: CSAT 2, NPS 6"
    (row,) = ana.read(answers)
    assert (row.account, row.at, row.csat, row.nps, row.comment) == ("Northwind", ago(1), 2, 6, "Slow")
    assert (row.contact, row.request, row.who, row.source) == ("Kim", "R-1001", "Ana", "amtui")
    told = [one for one in ana.read(account_story, account_id=NORTHWIND) if one.at == ago(1)]
    assert [getattr(one, "what", "") for one in told] == ["CSAT 2, NPS 6 · R-1001"]

    assert "without the answer CSAT 2, NPS 6 of Northwind" in ana.apply(changes.Undo()).words
    assert ana.read(answers) == ()
    made = log(ana, nps=0)
    with pytest.raises(Conflict):
        ana.apply(DropAnswer(answer_id=made, expected_version=2))
    dropped = ana.apply(DropAnswer(answer_id=made, expected_version=1))
    assert dropped.words == "Answer of Northwind taken off: NPS 0"
    assert ana.read(answers) == ()
    ana.apply(changes.Undo())
    assert [row.nps for row in ana.read(answers)] == [0]
    assert world.row(satisfaction_answers, made)["am_id"] == ANA
    assert (
        world.row(audit, ana.apply(DropAnswer(answer_id=made, expected_version=1)).audit_id or 0)["before"][
            "nps"
        ]
        == 0
    )


def test_an_answer_is_corrected_and_keeps_a_score(world: World, ana: Backend) -> None:
    made = log(ana, csat=2, at=ago(3), contact_id=1, comment="Slow")
    better = EditAnswer(
        answer_id=made, expected_version=1, csat=4, nps=9, at=ago(2), contact_id=NOBODY, comment=" "
    )
    assert ana.apply(better).words == "Answer of Northwind changed: CSAT 4, NPS 9"
    (row,) = ana.read(answers)
    assert (row.csat, row.nps, row.at, row.contact, row.comment, row.version) == (4, 9, ago(2), None, None, 2)
    with pytest.raises(Conflict):
        ana.apply(replace(better, op_id=changes.new_op_id()))
    now: dict[str, Any] = {"answer_id": made, "expected_version": 2}
    assert ana.apply(EditAnswer(**now, csat=NOT_ASKED)).words == "Answer of Northwind changed: NPS 9"
    now["expected_version"] = 3
    with pytest.raises(Invalid, match="an answer has a CSAT score, an NPS score or both"):
        ana.apply(EditAnswer(**now, nps=NOT_ASKED))
    with pytest.raises(Invalid, match="given in the past"):
        ana.apply(EditAnswer(**now, at=MONDAY_NINE + timedelta(minutes=1)))
    with pytest.raises(Invalid, match="csat: is from 1 to 5"):
        ana.apply(EditAnswer(**now, csat=6))
    with pytest.raises(NotFound):
        ana.apply(EditAnswer(**now, contact_id=99))
    with pytest.raises(NotFound):
        world.as_("cleo").apply(EditAnswer(**now, csat=1))
    for scores in ((4, 9), (2, None)):
        ana.apply(changes.Undo())
        assert [(row.csat, row.nps) for row in ana.read(answers)] == [scores]
    assert ana.read(answers)[0].contact == "Kim"


def test_an_answer_is_linked_to_the_request_that_it_is_about(world: World, ana: Backend) -> None:
    made = log(ana, csat=1)

    def low() -> list[TodayRow]:
        return [row for row in ana.read(today) if row.source is Source.LOW_ANSWER]

    assert len(low()) == 1
    linked = LinkAnswer(answer_id=made, expected_version=1, request_id=LOGIN)
    assert ana.apply(linked).words == "Answer of Northwind is linked to its request: CSAT 1"
    assert ana.read(answers)[0].request == "R-1001"
    assert low() == []
    with pytest.raises(Conflict):
        ana.apply(replace(linked, op_id=changes.new_op_id()))
    with pytest.raises(Invalid, match="R-1003 is not a request of Northwind"):
        world.as_("ada").apply(LinkAnswer(answer_id=made, expected_version=2, request_id=ELSEWHERE))
    again = LinkAnswer(answer_id=made, expected_version=2, request_id=None)
    assert ana.apply(again).words == "Answer of Northwind is about no request: CSAT 1"
    assert "request R-1001" in ana.apply(changes.Undo()).words
    assert ana.read(answers)[0].request == "R-1001"


def test_what_no_answer_can_be_is_refused_in_words(world: World, ana: Backend) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "csat: an answer has a CSAT score, an NPS score or both"),
        ({"csat": 6}, "csat: is from 1 to 5"),
        ({"csat": 0}, "csat: is from 1 to 5"),
        ({"csat": 3, "nps": 11}, "nps: is from 0 to 10"),
        ({"nps": -1}, "nps: is from 0 to 10"),
        ({"csat": 3, "at": MONDAY_NINE + timedelta(minutes=1)}, "given in the past"),
    ]
    for said, why in wrong:
        with pytest.raises(Invalid, match=why):
            log(ana, **said)
    with pytest.raises(NotFound):
        log(ana, csat=3, contact_id=99)
    with pytest.raises(NotFound):
        log(ana, csat=3, request_id=ELSEWHERE)
    with pytest.raises(Invalid, match="R-1003 is not a request of Northwind"):
        log(world.as_("ada"), csat=3, request_id=ELSEWHERE)
    assert ana.read(answers) == ()


@pytest.mark.parametrize(
    ("scores", "why"),
    [
        ({}, "an answer has a CSAT score, an NPS score or both"),
        ({"csat": 6}, "CSAT is from 1 to 5"),
        ({"nps": 11}, "NPS is from 0 to 10"),
    ],
)
def test_the_database_itself_keeps_no_such_answer(world: World, scores: dict[str, int], why: str) -> None:
    row = {"account_id": NORTHWIND, "am_id": ANA, "at": MONDAY_NINE, "source": "file", **scores}
    with pytest.raises(Refused, match=why), translated(), world.writing() as connection:
        connection.execute(insert(satisfaction_answers), row)


def test_answers_lie_in_ones_own_book_and_follow_their_account(world: World, ana: Backend) -> None:
    made = log(ana, csat=4, request_id=LOGIN)
    with pytest.raises(NotFound):
        log(ana, account_id=CONTOSO, csat=4)
    cleo = world.as_("cleo")
    assert cleo.read(answers) == ()
    assert cleo.read(csat_scores) == {}
    with pytest.raises(NotFound):
        cleo.apply(DropAnswer(answer_id=made, expected_version=1))
    with pytest.raises(Refused):
        log(world.as_("ana", read_only=True), csat=4)
    world.as_("ada").apply(changes.AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=BEN))
    assert [row.csat for row in world.as_("ben").read(answers)] == [4]
    assert world.as_("ana").read(answers) == ()


def test_a_window_begins_behind_a_moment_and_ends_with_one(ana: Backend) -> None:
    for days, csat in ((0, 5), (10, 4), (30, 1), (31, 2)):
        log(ana, csat=csat, at=ago(days))

    def found(since: float, until: float, account_id: int = NORTHWIND) -> Satisfaction:
        return ana.read(satisfaction, account_id=account_id, since=ago(since), until=ago(until))

    assert (found(31, 0).n, found(31, 0).csat) == (3, 2 / 3)
    assert found(32, 0).csat == 2 / 4
    assert found(31, 9).csat == 1 / 2
    assert found(99, 0, CONTOSO).n == 0


def test_the_overview_tells_the_last_days_and_what_was_said_last(ana: Backend) -> None:
    assert ana.read(account_detail, account_id=NORTHWIND).satisfaction.found.csat is None
    log(ana, csat=5, nps=9, at=ago(2))
    log(ana, csat=1, nps=0, at=ago(SHOWN_DAYS), comment="Long ago")
    told = ana.read(account_detail, account_id=NORTHWIND).satisfaction
    assert (told.found.n, told.found.csat, told.found.nps, told.days) == (1, 1.0, 100, SHOWN_DAYS)
    assert told.said is not None
    assert told.said.comment == "Long ago"


def test_answers_are_listed_by_day_and_by_how_low_they_are(ana: Backend) -> None:
    for days, scores in ((1, {"csat": 2}), (2, {"nps": 6}), (3, {"csat": 3, "nps": 7}), (9, {"csat": 1})):
        log(ana, at=ago(days), **scores)
    low = ana.read(answers, asked=Asked(low=True))
    assert [(row.csat, row.nps) for row in low] == [(2, None), (None, 6), (1, None)]
    some = Asked(ago(3).date(), ago(2).date())
    assert [(row.csat, row.nps) for row in ana.read(answers, asked=some)] == [(None, 6), (3, 7)]
    assert len(ana.read(answers, limit=2)) == 2


def test_answers_of_half_a_year_count_for_health_and_say_why_it_changed(world: World, ana: Backend) -> None:
    world.as_("ada").apply(changes.SaveSetting(key="health_coverage", value="0.4"))
    keep_health(ana)
    before = ana.read(health_view, account_id=NORTHWIND).now
    assert before.coverage == pytest.approx(0.45)
    log(ana, csat=1, at=ago(HEALTH_DAYS))
    log(ana, nps=0)
    assert ana.read(health_view, account_id=NORTHWIND).now.coverage == pytest.approx(0.45)
    log(ana, csat=5, at=ago(HEALTH_DAYS - 1))
    log(ana, csat=3)
    now = ana.read(health_view, account_id=NORTHWIND).now
    assert now.coverage == pytest.approx(0.6)
    assert now.facts is not None
    assert now.facts.csat == (0, 0, 1, 0, 1)
    assert facts_of(facts_document(now.facts)) == now.facts
    part = next(each for each in now.contributions if each.part is Part.SATISFACTION)
    # (0.5 + 1) / 2 of 15 of the 60 that are known
    assert part.value == 0.75
    assert part.points == pytest.approx(100 * 15 / 60 * 0.75)

    world.clock.passes(days=1)
    view = ana.read(health_view, account_id=NORTHWIND)
    # The answer of 179 days ago no longer counts.
    assert view.now.facts is not None
    assert view.now.facts.csat == (0, 0, 1, 0, 0)
    told = {each.part: each for each in difference(view.days[0], view.now).parts}
    assert told[Part.SATISFACTION].why == ("0 → 1 CSAT scores in 180 days", "counts now")
    assert told[Part.SATISFACTION].points == pytest.approx(12.5)
    (listed,) = ana.read(health_list, since=MONDAY_NINE.date())
    assert listed.now.contributions == view.now.contributions


def test_a_review_has_the_answers_of_its_own_days(ana: Backend) -> None:
    """Days of Berlin: Monday's answer is after them, and the first day's begins at its midnight."""
    log(ana, csat=5)
    log(ana, csat=4, nps=10, at=ago(1))
    midnight = MONDAY_NINE.replace(hour=22, minute=0) - timedelta(days=91)  # summer time, the day 90 back
    log(ana, csat=1, nps=6, at=midnight)
    log(ana, csat=1, nps=6, at=midnight - timedelta(seconds=1))
    pack = ana.read(qbr_pack, account_id=NORTHWIND)
    assert (str(pack.first), str(pack.last)) == ("2026-08-25", "2026-11-22")
    assert (pack.satisfaction.n, pack.satisfaction.csat, pack.satisfaction.nps) == (2, 0.5, 0)
    said = (
        "Satisfaction from 2026-08-25 to 2026-11-22: CSAT 50 % of 2 answers · NPS 0 of 2 answers, 2 in all."
    )
    assert said in report(pack).lines
    (early,) = (
        line
        for line in report(ana.read(qbr_pack, account_id=NORTHWIND, last=date(2026, 1, 31))).lines
        if line.startswith("Satisfaction")
    )
    assert early == "Satisfaction from 2025-11-03 to 2026-01-31: no answers."


def test_a_low_answer_is_on_the_days_list_until_somebody_speaks_with_them(world: World, ana: Backend) -> None:
    def low() -> list[TodayRow]:
        return [row for row in ana.read(today) if row.source is Source.LOW_ANSWER]

    log(ana, csat=3, nps=7)
    log(ana, csat=1, at=ago(LOW_DAYS))
    log(ana, csat=1, at=ago(1), request_id=LOGIN)
    assert low() == []
    log(ana, nps=6, at=ago(2))
    log(ana, csat=2, at=ago(1.5), contact_id=1, comment="Slow")
    (row,) = low()
    assert (row.account, row.what, row.since) == ("Northwind", "Kim is not satisfied: Slow", ago(1.5))
    assert "CSAT 2" in row.why
    assert [one for one in world.as_("cleo").read(today) if one.source is Source.LOW_ANSWER] == []
    call = changes.LogInteraction(
        account_id=NORTHWIND, direction=US, channel=Channel.CALL, summary="Said sorry", completed=False
    )
    ana.apply(call)
    assert low(), "nobody answered"
    ana.apply(replace(call, op_id=changes.new_op_id(), completed=True))
    assert low() == []
    ana.apply(changes.Undo())
    assert len(low()) == 1
    world.clock.passes(days=LOW_DAYS - 1)
    assert low() == []
