"""Every KPI is described once, completely."""

import pytest

from amtui.domain.kpi.definitions import DEFINITIONS, Pooling, Unit, definition
from amtui.domain.vocabulary import KpiKey, Statistic


@pytest.mark.parametrize("key", list(KpiKey))
def test_every_kpi_has_a_whole_definition(key: KpiKey) -> None:
    entry = definition(key)

    assert entry.key is key
    assert entry.default_statistic in entry.statistics
    assert entry.formula.endswith(".")
    assert entry.source.endswith(".")
    assert (Statistic.RATE in entry.statistics) == (entry.unit is Unit.FRACTION)
    assert (entry.pooling is Pooling.HISTOGRAM) == (entry.unit is not Unit.FRACTION)


def test_labels_tell_the_kpis_apart() -> None:
    assert len({entry.label for entry in DEFINITIONS.values()}) == len(KpiKey)
    assert len({entry.short for entry in DEFINITIONS.values()}) == len(KpiKey)


def test_missed_calls_and_waits_shall_be_few_and_syncs_many() -> None:
    lower = {key for key in KpiKey if definition(key).lower_is_better}

    assert lower == {
        KpiKey.MISSED_CALL_RATE,
        KpiKey.NET_MISSED_RATE,
        KpiKey.FIRST_RESPONSE,
        KpiKey.REQUEST_FIRST_REPLY,
    }


def test_typical_targets_are_five_per_cent_thirty_seconds_and_ninety_nine_per_cent() -> None:
    targets = [
        (entry.comparator, entry.typical_target)
        for entry in map(definition, (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SYNC_SUCCESS))
    ]

    assert targets == [("<=", 0.05), ("<", 30.0), (">=", 0.99)]
