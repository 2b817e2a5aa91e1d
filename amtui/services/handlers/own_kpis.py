"""Defining KPIs of the team's own, and taking them out of use."""

import re

from sqlalchemy import RowMapping, select

from amtui.data.models import kpi_goals, own_kpis
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound
from amtui.domain.kpi_changes import DefineKpi, RetireKpi
from amtui.domain.vocabulary import Comparator, KpiKey, Unit
from amtui.services.handlers.common import said
from amtui.services.writing import Writing

KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
UNITS = (Unit.FRACTION, Unit.SECONDS, Unit.NUMBER)


def define(writing: Writing, change: DefineKpi) -> Receipt:
    """Define a KPI, or change the one of this key.

    Its unit stays, as its days are in it, and which way is better as long as goals are agreed on it.
    """
    label = said(change.label, "label", "give it a name")
    row = _row(writing, change.key)
    if wrong := _nonsense(change, row):
        raise Invalid(wrong)
    if row is not None and _is_turned(change, row) and _is_agreed_on(writing, KpiKey(change.key)):
        sentence = "goals are agreed on it, so which way is better stays"
        raise Invalid({"comparator": sentence})
    values = {"label": label, "comparator": change.comparator, "formula": change.formula.strip()}
    if row is not None:
        version = writing.update(own_kpis, row, row["version"], values | {"active": True}, Topic.KPIS)
        return writing.receipt(f"The KPI {label} is changed", row["id"], version)
    new = values | {"key": change.key, "unit": change.unit, "active": True, "version": 1}
    stamp = {"created_at": writing.now, "updated_at": writing.now}
    kpi_id = writing.insert(own_kpis, new | stamp, Topic.KPIS)
    return writing.receipt(f"The KPI {label} is defined as {change.key}", kpi_id, 1)


def retire(writing: Writing, change: RetireKpi) -> Receipt:
    """Take a KPI out of use."""
    row = _row(writing, change.key)
    if row is None:
        raise NotFound(f"there is no KPI {change.key} of your own", next="`amtui kpi list` shows them.")
    version = writing.update(own_kpis, row, row["version"], {"active": False}, Topic.KPIS)
    return writing.receipt(f"The KPI {row['label']} is out of use; its days are kept", row["id"], version)


def _row(writing: Writing, key: str) -> RowMapping | None:
    found = writing.connection.execute(select(own_kpis).where(own_kpis.c.key == key))
    return found.mappings().first()


def _is_turned(change: DefineKpi, row: RowMapping) -> bool:
    lower = (Comparator.AT_MOST, Comparator.BELOW)
    return (change.comparator in lower) is not (row["comparator"] in lower)


def _is_agreed_on(writing: Writing, key: KpiKey) -> bool:
    in_force = select(kpi_goals.c.id).where(kpi_goals.c.kpi == key, kpi_goals.c.superseded_on.is_(None))
    return writing.connection.execute(in_force.limit(1)).first() is not None


def _nonsense(change: DefineKpi, row: RowMapping | None) -> dict[str, str]:
    rules = (
        ("key", KEY.fullmatch(change.key) is not None, "a key is 2 to 40 small letters, digits or _"),
        ("key", not KpiKey(change.key).is_own, "the program has a KPI of this key"),
        ("unit", change.unit in UNITS, f"a unit is {', '.join(UNITS)}"),
        ("unit", row is None or row["unit"] is change.unit, "the unit stays, as the imported days are in it"),
    )
    return {field: sentence for field, holds, sentence in rules if not holds}
