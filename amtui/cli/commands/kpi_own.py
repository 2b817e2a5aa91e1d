"""`amtui kpi list`, `define` and `retire`: the program's KPIs and those of the team."""

import click

from amtui.cli.group import Command
from amtui.cli.listing import whole
from amtui.cli.output import Column, Document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.domain.kpi.definitions import Definition, Unit, definition
from amtui.domain.kpi_changes import DefineKpi, RetireKpi
from amtui.domain.vocabulary import Comparator

KEYS = ("key", "label", "unit", "statistics", "comparator", "formula", "source", "built_in")
BETTER = {"lower": Comparator.AT_MOST, "higher": Comparator.AT_LEAST}


@click.command("list", cls=Command)
@click.pass_obj
def listed(session: Session, /) -> None:
    """List every KPI: what it is called, measured in, and how it is computed."""
    from amtui.data.queries.own_kpis import kpi_names

    with session.backend() as backend:
        rows = [definition(key) for key in backend.read(kpi_names).values()]
    put_list(session, rows, _object, COLUMNS, KEYS)


def _object(row: Definition) -> Document:
    return {
        "key": row.key.value,
        "label": row.label,
        "unit": row.unit.value,
        "statistics": [statistic.value for statistic in row.statistics],
        "comparator": row.comparator.value,
        "formula": row.formula,
        "source": row.source,
        "built_in": row.key.is_own,
    }


COLUMNS: list[Column[Definition]] = [
    Column("KEY", lambda row: row.key.value),
    Column("NAME", lambda row: row.label),
    Column("UNIT", lambda row: row.unit.value.replace("_", " ")),
    Column("BETTER", lambda row: "lower" if row.lower_is_better else "higher"),
    Column("FROM", lambda row: "the program" if row.key.is_own else "your team"),
]


@click.command("define", cls=Command)
@click.argument("key")
@click.option("--label", required=True, metavar="TEXT", help="Its name in a sentence.")
@click.option("--unit", required=True, metavar="WORD", help="fraction, seconds or number.")
@click.option("--better", required=True, type=click.Choice(tuple(BETTER)), help="Which way is better.")
@click.option("--formula", default="", metavar="TEXT", help="What is counted, in words.")
@click.pass_obj
def define(session: Session, /, key: str, label: str, unit: str, better: str, formula: str) -> None:
    """Define a KPI, or change one; `amtui import kpi FILE` brings its days. Administrators only."""
    with session.backend() as backend:
        receipt = backend.apply(
            DefineKpi(
                key=key,
                label=label,
                unit=whole(unit, Unit, "unit"),
                comparator=BETTER[better],
                formula=formula,
            )
        )
    put_receipt(session, receipt)


@click.command("retire", cls=Command)
@click.argument("key")
@click.pass_obj
def retire(session: Session, /, key: str) -> None:
    """Take a KPI of your own out of use; its days are kept. Administrators only."""
    with session.backend() as backend:
        receipt = backend.apply(RetireKpi(key=key))
    put_receipt(session, receipt)
