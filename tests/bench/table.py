"""Medians over the rounds, ratios paired within a round, as a plain table."""

import statistics
from collections.abc import Mapping, Sequence

from tests.bench.measure import Figures

LABELS = {
    "first_paint": "first paint ms",
    "ready": "ready ms",
    "open": "list opens ms",
    "start_cpu": "start CPU ms",
    "key_p50": "key p50 ms",
    "key_p95": "key p95 ms",
    "page_p95": "page p95 ms",
    "end_p95": "End p95 ms",
    "sort_p95": "sort p95 ms",
    "filter_key_p95": "filter key p95 ms",
    "filter_settled_p95": "filter settles p95 ms",
    "status_p95": "status painted p95 ms",
    "key_bytes": "bytes/key",
    "cpu_100": "CPU/100 keys ms",
    "pss_ready": "PSS when ready MiB",
    "pss": "PSS after all steps MiB",
    "idle_cpu": "idle CPU %",
    "idle_bytes": "idle bytes/s",
    "quit": "quit ms",
}
BESIDE = {"open": "ready"}
"""Figures that the base does not have, with the one of its own that they are held against."""
Rounds = Sequence[Figures | None]


def median(rounds: Rounds, figure: str) -> float | None:
    """Return the median of a figure over the rounds that have it."""
    values = [one[figure] for one in rounds if one and figure in one]
    return statistics.median(values) if values else None


def ratio(rounds: Rounds, base: Rounds, figure: str) -> float | None:
    """Return the median of a figure's ratios to the base, each taken within one round."""
    has = any(one and figure in one for one in base)
    beside = figure if has else BESIDE.get(figure, figure)
    pairs = [
        one[figure] / other[beside]
        for one, other in zip(rounds, base, strict=True)
        if one and other and figure in one and other.get(beside)
    ]
    return statistics.median(pairs) if pairs else None


def cell(rounds: Rounds, base: Rounds, figure: str) -> str:
    """Return a figure's median, and its ratio where the base is another program."""
    value = median(rounds, figure)
    if value is None:
        return "-"
    text = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    factor = None if rounds is base else ratio(rounds, base, figure)
    return text if factor is None else f"{text} ({factor:.2f}x)"


def render(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned text, the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            text.rjust(width) if index else text.ljust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def flat(results: Mapping[str, Rounds], figure: str) -> str:
    """Return how many times the figure of the last program is that of the first which is not a floor."""
    ours = [rounds for name, rounds in results.items() if name.startswith("amtui")]
    factor = ratio(ours[-1], ours[0], figure) if len(ours) > 1 else None
    return "" if factor is None else f"{factor:.2f}x"


def report(results: Mapping[str, Rounds]) -> str:
    """Return the table of all programs; the first is the base. One line a figure, one column a program.

    Where the program was measured at several sizes, a last column says what the greatest costs of the least.
    """
    base = next(iter(results.values()))
    shown = [
        figure for figure in LABELS if any(median(rounds, figure) is not None for rounds in results.values())
    ]
    head = ["", *(f"{name} [{sum(one is not None for one in rounds)}]" for name, rounds in results.items())]
    body = [
        [LABELS[figure], *(cell(rounds, base, figure) for rounds in results.values()), flat(results, figure)]
        for figure in shown
    ]
    return render([[*head, "greatest/least"], *body])
