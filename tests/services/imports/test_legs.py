from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from amtui.data.models import calls, kpi_days
from amtui.domain.vocabulary import CallDirection, KpiKey
from tests.data.formats.test_phones import FREEPBX, THREECX, TWILIO, freepbx, threecx, twilio
from tests.services.imports.conftest import Desk

Writer = Callable[..., Path]


def offered(desk: Desk, account: int) -> tuple[int, int, int]:
    """Missed, offered, and further legs."""
    pooled = desk.pooled(account, KpiKey.MISSED_CALL_RATE)
    return pooled.numerator, pooled.denominator, dict(pooled.excluded).get("leg", 0)


def log(file: Writer, name: str, header: str, *rows: str) -> Path:
    return file(name, header.rstrip("\n"), *(row.rstrip("\n") for row in rows))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["parents first", "children first"])
def test_twilio_s_child_answers_for_its_parent_in_whatever_file_it_comes(
    desk: Desk, file: Writer, order: tuple[int, int]
) -> None:
    account = desk.account("Acme")
    missed = twilio("CA7", "CA6", "no-answer", "outbound-dial")
    own = twilio("CA9", "CA8", direction="outbound-dial").replace("client:jo", "+4989333")
    files = (
        log(file, "parents.csv", TWILIO, twilio("CA1"), twilio("CA3"), twilio("CA6"),
            twilio("CA8", direction="outbound-api")),
        log(file, "children.csv", TWILIO, twilio("CA2", "CA1", direction="outbound-dial"), missed, own),
    )  # fmt: skip
    for place in order:
        desk.take("calls", files[place], account=account)
    assert offered(desk, account) == (1, 2, 3)
    pooled = desk.pooled(account, KpiKey.MISSED_CALL_RATE)
    assert dict(pooled.excluded) == {"leg": 3, "ivr_abandoned": 1, "outbound": 1}
    rows = {row["external_id"]: row for row in desk.rows(calls)}
    assert (rows["CA2"]["direction"], rows["CA2"]["caller"]) == (CallDirection.INBOUND, "+4930111")
    assert rows["CA9"]["direction"] is CallDirection.OUTBOUND
    before = desk.dump(calls, kpi_days)
    again = [desk.take("calls", path, account=account) for path in files]
    assert [(report.imported, report.updated) for report in again] == [(0, 0), (0, 0)]
    assert desk.dump(calls, kpi_days) == before


def test_a_call_that_rang_in_vain_behind_the_menu_is_missed(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    menu = freepbx(lastapp="Playback", dstchannel="", dst="s", dcontext="ivr-1", uniqueid="9.0", sequence="1")
    rang = freepbx(disposition="NO ANSWER", billsec="0", did="", dcontext="ext-group", sequence="2")
    taken = freepbx(linkedid="7.0", uniqueid="7.1", did="", dcontext="ext-group", sequence="3")
    first = freepbx(linkedid="7.0", uniqueid="7.0", lastapp="Playback", dstchannel="", sequence="4")
    desk.take("calls", log(file, "cdr.csv", FREEPBX, menu, rang, taken, first), account=account)
    assert offered(desk, account) == (1, 2, 2)
    assert {row["direction"] for row in desk.rows(calls)} == {CallDirection.INBOUND}
    assert {row["number"] for row in desk.rows(calls)} == {"49302220"}


def test_a_queue_that_passed_a_call_on_is_no_call_of_its_own(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    path = log(
        file, "log.csv", THREECX, threecx("1", "Sales (802)", "Redirected"), threecx("1", "Jo Doe (101)"),
        threecx("2", "Sales (802)", "Unanswered", ringing="00:00:30"),
    )  # fmt: skip
    desk.take("calls", path, account=account)
    assert offered(desk, account) == (1, 2, 1)
    assert desk.pooled(account, KpiKey.FIRST_RESPONSE, first=date(2026, 3, 2)).histogram == {7: 1}


@pytest.mark.parametrize("turned", [False, True])
def test_of_legs_that_all_rang_in_vain_the_first_stands_for_the_call(
    desk: Desk, file: Writer, turned: bool
) -> None:
    account = desk.account("Acme")
    header = "call id,linkedid,start,direction,outcome,wait s,queue"
    rows = [
        "a,x,2026-03-02T10:00:00Z,inbound,no_answer,20,Sales",
        "b,x,2026-03-02T10:00:20Z,inbound,abandoned,35,Overflow",
        "m,x,2026-03-02T09:59:50Z,inbound,ivr_abandoned,10,Menu",
    ]
    desk.take("calls", file("a.csv", header, *(rows[::-1] if turned else rows)), account=account)
    assert offered(desk, account) == (1, 1, 2)
    assert [row["queue"] for row in desk.rows(calls) if not row["is_leg"]] == ["Sales"]
