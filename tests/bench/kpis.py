"""What figures cost with ten thousand accounts and five million calls: `python -m tests.bench.kpis`."""

import argparse
import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.bench import databases, table

if TYPE_CHECKING:
    from amtui.services.backend import Backend

WINDOW = timedelta(days=90)
ROUNDS = 9


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kpis", description=__doc__)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--calls", type=int, default=5_000_000)
    parser.add_argument("--db", type=Path, help="a demo database that is there, instead of one made now")
    return parser.parse_args()


def demo(accounts: int, calls: int) -> Path:
    """Return a demo database of these sizes, made now if there is none of this make."""
    path = databases.cache() / f"kpis-{accounts}-{calls}-{databases.fingerprint()}.db"
    if not path.exists():
        begun = path.with_suffix(".begun")
        sizes = ("--accounts", str(accounts), "--calls", str(calls))
        databases.amtui("demo", "--no-open", *sizes, "--db", f"sqlite:///{begun}")
        begun.rename(path)
    return path


def everything(path: Path) -> "Backend":
    """Open a database as somebody who sees every account."""
    from amtui.domain.clock import FrozenClock
    from amtui.domain.vocabulary import Role
    from amtui.services.backend import Backend
    from amtui.services.wiring import open_backend

    opened = open_backend(str(path), clock=FrozenClock(datetime.fromisoformat(databases.NOW)))
    whose = replace(opened.identity, role=Role.ADMIN, books=None)
    return Backend(opened.engine, whose, opened.clock)


def timed(work: Callable[[], object]) -> str:
    """Return the median and the shortest of several runs, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        took.append((perf_counter() - begun) * 1000)
    return f"{statistics.median(took):.1f} ({min(took):.1f})"


def drill_down(backend: "Backend") -> dict[str, Callable[[], object]]:
    """Return what is asked of the account with the most calls over 90 days."""
    from amtui.data.queries.evidence import evidence_page
    from amtui.data.queries.kpi_explained import explain
    from amtui.data.queries.kpis import kpi_figures
    from amtui.domain.vocabulary import KpiKey

    account = backend.read(_busiest)
    last = backend.clock.now().date() - timedelta(days=1)
    window = (last - WINDOW, last)
    missed: dict[str, Any] = {
        "account_id": account, "kpi": KpiKey.MISSED_CALL_RATE, "first": window[0], "last": window[1]
    }  # fmt: skip
    response = missed | {"kpi": KpiKey.FIRST_RESPONSE, "switched_off": frozenset({"outside_hours"})}
    return {
        "every KPI": lambda: backend.read(kpi_figures, account_ids=(account,), window=window),
        "explained": lambda: backend.read(explain, **missed),
        "recounted with an exclusion switched off": lambda: backend.read(explain, **response),
        "a page of the calls": lambda: backend.read(evidence_page, **missed),
    }


def _busiest(reading: Any) -> int:
    from sqlalchemy import func, select

    from amtui.data.models import calls

    n = func.count().label("n")
    wanted = select(calls.c.account_id, n).group_by(calls.c.account_id).order_by(n.desc()).limit(1)
    return int(reading.connection.execute(wanted).first().account_id)


def main() -> None:
    """Measure and print."""
    from amtui.data.queries.latest import listed_figures
    from amtui.services.latest import keep_figures

    options = arguments()
    backend = everything(options.db or demo(options.accounts, options.calls))
    begun = perf_counter()
    done = keep_figures(backend)
    rows = [["", "ms, median (least)"]]
    if done:
        rows.append(
            [f"worked out for {done:,} accounts, once a day", f"{(perf_counter() - begun) * 1000:,.0f}"]
        )
    rows.append(["KPI columns of the portfolio", timed(lambda: backend.read(listed_figures))])
    looked = timed(lambda: [tuple(each) for each in backend.read(listed_figures).values()])
    rows.append(["the same with every figure looked at", looked])
    rows += [[f"one account, 90 days: {name}", timed(work)] for name, work in drill_down(backend).items()]
    print(table.render(rows))
    backend.close()


if __name__ == "__main__":
    main()
