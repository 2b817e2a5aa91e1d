"""Days of KPIs that the team has defined: one row is one account, KPI and day."""

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT

OUTPUT = ("account", "kpi", "day", "numerator", "denominator")
FIELDS = (
    ACCOUNT,
    FieldSpec("kpi", aliases=("kpi key", "key", "metric", "measure"), required=True, means="which KPI it is"),
    FieldSpec("day", Parser.DATE, ("date", "datum", "tag"), required=True, means="the local day"),
    FieldSpec(
        "numerator", Parser.COUNT, ("above", "hits", "sum", "count"),
        required=True, means="the whole number above the line",
    ),
    FieldSpec(
        "denominator", Parser.COUNT, ("below", "of", "n", "total", "base"),
        required=True, means="the whole number below the line",
    ),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Leave out rows with a number below 0."""
    for name in ("numerator", "denominator"):
        for row, value in enumerate(frame.column(name)):
            if isinstance(value, int) and value < 0:
                frame.reject(row, f"{frame.header(name)} is below 0")


LAYOUT = Layout(Kind.KPI, "plain", FIELDS, OUTPUT, finish)
