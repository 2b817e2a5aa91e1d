"""What each KPI is: one entry says all that screens, commands and goals need to know of it.

The program's own are the modules of `builtin`. Those that administrators define come out of the
database with their names, and count `numerator / denominator` of what is imported for each day.
"""

from importlib import import_module
from pkgutil import iter_modules

from amtui.domain.kpi import builtin
from amtui.domain.kpi.describing import CallShare as CallShare
from amtui.domain.kpi.describing import Definition as Definition
from amtui.domain.kpi.describing import Feed as Feed
from amtui.domain.kpi.describing import Pooling as Pooling
from amtui.domain.kpi.describing import Unit as Unit
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic


def _own() -> dict[KpiKey, Definition]:
    """Return the definitions of the modules of `builtin`, in their order."""
    modules = (import_module(f"{builtin.__name__}.{found.name}") for found in iter_modules(builtin.__path__))
    entries: list[Definition] = [module.DEFINITION for module in modules]
    return {entry.key: entry for entry in sorted(entries, key=lambda entry: (entry.place, entry.key))}


DEFINITIONS = _own()


def definition(key: KpiKey) -> Definition:
    """Return what is known of a KPI; of a name that came without its definition, what the name says."""
    if (own := DEFINITIONS.get(key)) is not None:
        return own
    return key.definition or custom(key, key.value.replace("_", " "), Unit.NUMBER, Comparator.AT_LEAST)


def custom(key: str, label: str, unit: Unit, comparator: Comparator, formula: str = "") -> Definition:
    """Return the definition of a KPI whose numerator and denominator are imported day by day.

    Args:
        key: its stable word.
        label: its name in a sentence.
        unit: what a value is measured in.
        comparator: says whether more or less is better.
        formula: what is counted, in the words of whoever defined it.
    """
    statistic = Statistic.RATE if unit is Unit.FRACTION else Statistic.MEAN
    return Definition(
        key=KpiKey(key),
        label=label,
        short=label,
        unit=unit,
        statistics=(statistic,),
        default_statistic=statistic,
        comparator=comparator,
        formula=formula or "numerator / denominator, as imported for each day and added up over the window.",
        source="Defined by an administrator.",
        pooling=Pooling.COUNTS,
        feed=Feed.KPI,
    )


def named(entry: Definition) -> KpiKey:
    """Return the name of a KPI that knows its definition."""
    return KpiKey(entry.key, entry)
