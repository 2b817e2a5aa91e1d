"""The way from a figure to what it was made from, where several are shown, or one of other days."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_value
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import KpiKey, Statistic
from amtui.screens import figures

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.domain.improvement_records import BeforeAfter
    from amtui.domain.kpi_explained import Portion
    from amtui.domain.review_records import ReviewDetail
    from amtui.screens.account import AccountScreen


async def explain_one_of(app: "AmtuiApp", name: str, shown: Sequence[KpiFigure]) -> None:
    """Ask which of an account's figures is meant, the worst first, and explain it."""
    from amtui.screens.dialogs.base import Choice

    worst_first = sorted(shown, key=lambda figure: figures.WORST.index(figure.state))
    options = [
        (str(place), figures.choice_words(figure), figure.kpi.value)
        for place, figure in enumerate(worst_first, start=1)
    ]
    chosen: str | None = await app.push_screen_wait(Choice(f"Explain which KPI of {name}", options))
    for figure in worst_first:
        if figure.kpi == chosen:
            app.explain(figure)


async def explain_kpi(app: "AmtuiApp", account_id: int, kpi: str) -> None:
    """Explain the figure of an account as lists show it."""
    from amtui.data.queries.kpi_figure import Ways
    from amtui.data.queries.kpis import kpi_figures

    if app.backend is not None:
        ways = Ways(projected=True)
        found = await app.backend.ask(kpi_figures, account_ids=(account_id,), ways=ways)
        for figure in found:
            if figure.kpi == kpi:
                app.explain(figure)


async def explain_over(
    app: "AmtuiApp",
    account_id: int,
    kpi: KpiKey,
    window: tuple[date, date],
    statistic: Statistic,
    part: "Portion | None" = None,
) -> None:
    """Explain the figure of an account over days of its own; a part lists its observations alone."""
    from amtui.data.queries.kpis import pooled_figure

    if app.backend is not None:
        first, last = window
        made = {"account_id": account_id, "kpi": kpi, "first": first, "last": last, "statistic": statistic}
        app.explain(await app.backend.ask(pooled_figure, **made), part)  # type: ignore[arg-type]


async def explain_side(app: "AmtuiApp", account_id: int, found: "BeforeAfter") -> None:
    """Ask which side of a change is meant, and explain its figure."""
    from amtui.screens.dialogs.base import Choice

    known = definition(found.kpi)
    sides = {"before": found.before, "after": found.after}
    options = [
        (name[0], f"{name}: {format_value(known, side.value)}, {side.first} to {side.last}", name)
        for name, side in sides.items()
    ]
    chosen: str | None = await app.push_screen_wait(Choice(f"Explain the {known.label} of when", options))
    if chosen is not None:
        window = sides[chosen].first, sides[chosen].last
        await explain_over(app, account_id, found.kpi, window, found.statistic)


async def explain_frozen(app: "AmtuiApp", detail: "ReviewDetail") -> None:
    """Ask which of the figures frozen into a review is meant, and explain it over its days.

    It is made of the records as they are now; what came in later for those days is in it.
    """
    from amtui.data.queries.own_kpis import kpi_names
    from amtui.domain.review_words import figure_words
    from amtui.screens.dialogs.base import Choice

    if app.backend is None:
        return
    names = await app.backend.ask(kpi_names)
    kept = {each.kpi: each for each in detail.figures if each.kpi in names and each.first and each.last}
    options = [
        (str(place), figure_words(each), each.kpi) for place, each in enumerate(kept.values(), start=1)
    ]
    question = f"Explain which KPI of {detail.row.account}, by the records of now"
    chosen: str | None = await app.push_screen_wait(Choice(question, options))
    if chosen is not None:
        each = kept[chosen]
        window = date.fromisoformat(each.first or ""), date.fromisoformat(each.last or "")
        statistic = (
            Statistic(each.statistic) if each.statistic else definition(names[chosen]).default_statistic
        )
        await explain_over(app, detail.row.account_id, names[chosen], window, statistic)


def explain_shown(screen: "AccountScreen") -> None:
    """Explain the figure under the cursor, a side of the action's proof, or one that is asked for."""
    if screen.shown == "kpis":
        if (figure := screen.figure) is not None:
            screen.app.explain(figure)
    elif screen.shown == "actions" and (detail := screen.actions.current) and detail.judgement.comparison:
        screen.app.begin(explain_side(screen.app, screen.account_id, detail.judgement.comparison))
    elif screen.detail is not None:
        screen.app.begin(explain_one_of(screen.app, screen.detail.row.name, screen.figures))
