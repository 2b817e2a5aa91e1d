"""Where each figure of a review's pack comes from: its formula, window and n, as the screen explains it."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from amtui.domain.clock import local_day
from amtui.domain.explained_words import facts
from amtui.domain.health import Contribution, Health, uncapped
from amtui.domain.health_words import RESTS_ON, known, standing
from amtui.domain.improvement_words import method_words
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import arrow, percent
from amtui.domain.kpi.goals import kept_only
from amtui.domain.kpi.state_words import how_it_stands
from amtui.domain.kpi_explained import Exclusion, Explained
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.qbr import QbrFigure, QbrPack
from amtui.domain.report import Cell, Section, Table
from amtui.domain.wording import count, listed, title

HEADS = ("What", "How")
APPENDIX = "Appendix: how every figure is made"
IN_TIME = (
    "in time / (in time + late), of the requests that came in; those not due yet, and those declined or "
    "cancelled without an answer, are in neither"
)


def sources(pack: QbrPack) -> Section:
    """Return the appendix: a table for each KPI, for service levels, satisfaction, health and proofs."""
    tables = [_kpi(pack, each) for each in pack.figures]
    tables += [_levels(pack), _satisfaction(pack), _health(pack)]
    if proofs := tuple(_proofs(pack)):
        tables.append(Table("Before and after", ("Action", "How"), proofs))
    return Section(APPENDIX, (), tuple(tables), sheet="Sources")


def _kpi(pack: QbrPack, each: QbrFigure) -> Table:
    told = each.told
    pairs = [*facts(told, _goal(told.figure), pack.made_at), ("n", count(told.figure.n)), ("Rule", told.rule)]
    if words := _progress(told.figure):
        pairs.append(("Progress", words))
    pairs += [("Left out" if one.on else "Counted in", f"{count(one.n)} {one.words}") for one in _left(told)]
    if (then := each.then) is not None:
        pairs.append(
            ("At the last QBR", f"{then.first or '?'} to {then.last or '?'}, n {count(then.n)}, frozen")
        )
    return pairs_table(title(definition(told.figure.kpi).label), pairs)


def _progress(figure: KpiFigure) -> str:
    """Return how the progress of the pack is worked out; empty where it tells none."""
    kept = kept_only(figure.baseline, figure.comparator, figure.target)
    if figure.progress is None or kept:
        return ""
    share = f"{100 * figure.progress:.0f} %".replace("-", "−")
    return f"(now − baseline) / (target − baseline) = {share}"


def _left(told: Explained) -> list[Exclusion]:
    return [one for one in told.exclusions if one.n]


def _goal(figure: KpiFigure) -> str:
    way = arrow(
        definition(figure.kpi),
        baseline=figure.baseline,
        now=figure.value,
        target=figure.target,
        comparator=figure.comparator,
    )
    return f"{way.text}  {how_it_stands(figure)}"


def _levels(pack: QbrPack) -> Table:
    total = pack.requests.total
    answered, resolved = total.answered + total.answered_late, total.resolved + total.resolved_late
    pairs = [
        ("Formula", IN_TIME),
        ("Window", f"requests that came in from {pack.first} to {pack.last} ({pack.zone})"),
        ("n", f"{count(answered)} first answers, {count(resolved)} resolutions of {count(total.created)}"),
        ("Resolved", f"requests resolved from {pack.first} to {pack.last}, whenever they came in"),
        (
            "Open now, late",
            f"at {pack.made_at:%Y-%m-%d %H:%M} UTC; late is past the answer or resolution due",
        ),
        ("Rule", "Business time of the account's calendar, from the service levels of each priority."),
    ]
    return pairs_table("Service levels", pairs)


def _satisfaction(pack: QbrPack) -> Table:
    found = pack.satisfaction
    pairs = [
        ("Formula", "CSAT = answers of 4 or 5 / answers from 1 to 5; NPS = % of 9 or 10 minus % of 0 to 6"),
        ("Window", f"answers given from {pack.first} to {pack.last} ({pack.zone})"),
        ("n", f"{count(found.csat_n)} with CSAT, {count(found.nps_n)} with NPS, of {count(found.n)}"),
    ]
    return pairs_table("Satisfaction", pairs)


def _health(pack: QbrPack) -> Table:
    day = local_day(pack.made_at, ZoneInfo(pack.zone))
    pairs = [
        ("Formula", "the sum of weight x value over the known parts; missing parts are left out"),
        ("Day", f"{day} ({pack.zone}), whatever the period"),
    ]
    pairs += [
        (title(each.part), "not known" if each.value is None else _points(each))
        for each in pack.health.contributions
    ]
    return pairs_table("Health", [*pairs, ("Sum", _sum(pack.health)), ("Known", known(pack.health))])


def _sum(found: Health) -> str:
    """Return what the parts add up to, and how that becomes the score."""
    points = uncapped(found.contributions)
    if found.score is None:
        return f"{points} points, of too few parts for a score"
    score = standing(found.score, found.band)
    held = f", held down to {score} by {listed(found.caps)}" if found.score < points else f": {score}"
    return f"{points} points{held}"


def _points(each: Contribution) -> str:
    rests_on = f", {RESTS_ON[each.part]}" if each.part in RESTS_ON else ""
    return f"{each.weight:.1f} x {percent(each.value or 0.0)} = {each.points:.1f} points{rests_on}"


def _proofs(pack: QbrPack) -> list[tuple[Cell, ...]]:
    compared = ((each.row.what, each.judgement.comparison) for each in pack.actions)
    return [
        (
            Cell(what),
            Cell(f"after − before, {method_words(found)}; n {found.before.n:,} and {found.after.n:,}"),
        )
        for what, found in compared
        if found is not None
    ]


def pairs_table(name: str, pairs: Iterable[tuple[str, str]]) -> Table:
    """Return a table that says how each of some figures is made."""
    return Table(name, HEADS, tuple((Cell(what), Cell(how)) for what, how in pairs))
