"""Defining KPIs of the team's own, and taking them out of use."""

import re

from sqlalchemy import RowMapping, select

from amtui.data.models import own_kpis
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, NotFound
from amtui.domain.kpi_changes import DefineKpi, RetireKpi
from amtui.domain.vocabulary import KpiKey, Unit
from amtui.services.handlers.common import said
from amtui.services.writing import Writing

KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
UNITS = (Unit.FRACTION, Unit.SECONDS, Unit.NUMBER)


def define(writing: Writing, change: DefineKpi) -> Receipt:
    """Define a KPI, or change the one of this key; its unit stays, as its days are in it."""
    label = said(change.label, "label", "give it a name")
    row = _row(writing, change.key)
    if wrong := _nonsense(change, row):
        raise Invalid(wrong)
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


def _nonsense(change: DefineKpi, row: RowMapping | None) -> dict[str, str]:
    rules = (
        ("key", KEY.fullmatch(change.key) is not None, "a key is 2 to 40 small letters, digits or _"),
        ("key", not KpiKey(change.key).is_own, "the program has a KPI of this key"),
        ("unit", change.unit in UNITS, f"a unit is {', '.join(UNITS)}"),
        ("unit", row is None or row["unit"] is change.unit, "the unit stays, as the imported days are in it"),
    )
    return {field: sentence for field, holds, sentence in rules if not holds}
