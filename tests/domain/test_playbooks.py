"""Three playbooks come with the program; the one that fits a figure best is offered first."""

from datetime import date

import pytest

from amtui.domain.errors import NotFound
from amtui.domain.kpi_records import KpiFigure, Window
from amtui.domain.playbooks import BUILT_IN, Playbook, find, known_as, suggest
from amtui.domain.vocabulary import KpiKey, Statistic

OWN = Playbook(
    "answer-in-pairs", "Answer in pairs", (KpiKey.REQUEST_FIRST_REPLY,), ("Pair up",), (), "Better", 7, 1
)


def missed(offered: int, in_menu: int) -> KpiFigure:
    window = Window(date(2026, 1, 1), date(2026, 1, 30), "UTC")
    return KpiFigure(
        1, "Northwind", KpiKey.MISSED_CALL_RATE, Statistic.RATE, "fraction", 0.1, offered, offered // 10,
        offered, (("ivr_abandoned", in_menu),), window,
    )  # fmt: skip


def test_each_of_the_three_has_steps_evidence_and_a_proof() -> None:
    assert [each.name for each in BUILT_IN] == ["mis-routed IVR", "high missed-call rate", "CRM mismatch"]
    for each in BUILT_IN:
        assert len(each.steps) >= 4
        assert each.kpis
        assert any("Log ids" in line for line in each.evidence)
        assert each.proof
        assert not each.is_own


def test_a_playbook_is_found_by_key_or_name_in_any_case() -> None:
    assert find(BUILT_IN, "CRM-Mismatch").key == "crm-mismatch"
    assert find(BUILT_IN, "mis-routed ivr").key == "misrouted-ivr"
    with pytest.raises(NotFound) as refused:
        find(BUILT_IN, "hope")
    assert refused.value.next == "There are misrouted-ivr, high-missed-calls, crm-mismatch."
    assert known_as(BUILT_IN, "hope") is None
    assert known_as(BUILT_IN, None) is None


@pytest.mark.parametrize(
    ("kpi", "keys"),
    [
        (KpiKey.MISSED_CALL_RATE, ["high-missed-calls", "misrouted-ivr"]),
        (KpiKey.FIRST_RESPONSE, ["misrouted-ivr"]),
        (KpiKey.SYNC_SUCCESS, ["crm-mismatch"]),
        (KpiKey.FIRST_ATTEMPT_SYNC, ["crm-mismatch"]),
        (KpiKey.REQUEST_FIRST_REPLY, ["answer-in-pairs"]),
    ],
)
def test_what_is_made_for_a_kpi_is_offered_first(kpi: KpiKey, keys: list[str]) -> None:
    assert [each.playbook.key for each in suggest((*BUILT_IN, OWN), kpi)] == keys


def test_a_menu_that_many_callers_give_up_in_comes_first_with_the_reason() -> None:
    few = suggest(BUILT_IN, KpiKey.MISSED_CALL_RATE, missed(1_000, 99))
    many = suggest(BUILT_IN, KpiKey.MISSED_CALL_RATE, missed(1_000, 180))
    assert [each.playbook.key for each in few] == ["high-missed-calls", "misrouted-ivr"]
    assert [each.playbook.key for each in many] == ["misrouted-ivr", "high-missed-calls"]
    assert many[0].why == "18 % as many callers hang up in the menu as are offered"
    assert few[0].why == "made for this KPI"
