"""Reports as objects of machine-readable output: figures explained, service levels, reviews."""

from typing import Any
from zoneinfo import ZoneInfo

from amtui.cli.account_text import account_document
from amtui.cli.action_shapes import action_document
from amtui.cli.kpi_text import explained_object
from amtui.cli.output import Document
from amtui.cli.shapes import account_object, kpi_object, picked, plain, request_object, review_object
from amtui.domain.account_brief import AccountBrief
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.qbr import QbrPack, ServiceLevel
from amtui.domain.quarter import GOOD, Agreed, Kept, QuarterBook, QuarterLine
from amtui.domain.vocabulary import KpiState

KEPT_KEYS = ("kind", "due", "held", "stood_in", "missed", "cancelled")
AGREED_KEYS = ("day", "account", "kind", "words", "who")


def qbr_object(pack: QbrPack) -> Document:
    """Return the pack as one object: figures explained, actions with proofs, requests, reviews."""
    zone = ZoneInfo(pack.zone)
    asked = pack.requests
    return {
        "account": pack.account.name,
        "am": pack.account.am,
        "from": pack.first.isoformat(),
        "to": pack.last.isoformat(),
        "time_zone": pack.zone,
        "made_at": plain(pack.made_at, zone),
        "health": pack.health.score,
        "health_coverage": pack.health.coverage,
        "health_parts": [
            {"part": each.part.key, "weight": each.weight, "value": each.value, "points": each.points}
            for each in pack.health.contributions
        ],
        "health_caps": [str(cap) for cap in pack.health.caps],
        "kpis": [
            explained_object(each.told, zone) | {"at_last_qbr": each.then.value if each.then else None}
            for each in pack.figures
        ],
        "actions": [action_document(each, zone) for each in pack.actions],
        "requests": {
            **level_object(asked.total),
            "resolved_in_period": asked.resolved,
            "open": asked.open,
            "late": asked.late,
            "by_priority": {
                level.priority.value: level_object(level) for level in asked.levels if level.priority
            },
            "by_type": {kind.value: n for kind, n in asked.types},
            "waiting": [request_object(row, zone) for row in asked.waiting],
        },
        "held": [review_object(row, zone) for row in pack.held],
        "planned": [review_object(row, zone) for row in pack.ahead],
        "last_plan": pack.last_qbr.row.new_plan if pack.last_qbr else None,
    }


def brief_object(brief: AccountBrief) -> Document:
    """Return the brief as one object: the account as it is shown, with all of the pack."""
    zone = ZoneInfo(brief.pack.zone)
    return {
        **account_document(brief.detail, brief.pack.zone),
        **qbr_object(brief.pack),
        "reviews": [picked(each, ("kind", "last_at", "next_at"), zone) for each in brief.met],
        "gaps": [picked(each, ("kind", "last_held", "limit", "next_planned"), zone) for each in brief.gaps],
    }


def quarter_object(book: QuarterBook) -> Document:
    """Return the quarter as one object, a list entry for each account."""
    zone = ZoneInfo(book.zone)
    return {
        "period": str(book.quarter),
        "book": book.whose,
        "from": book.first.isoformat(),
        "to": book.last.isoformat(),
        "complete": not book.runs,
        "time_zone": book.zone,
        "made_at": plain(book.made_at, zone),
        "accounts": [_line(line, zone) for line in book.lines],
        "requests": _levels(book.total, book.levels),
        "reviews": [_kept(each, zone) for each in book.kept],
        "agreed": [_agreed(each, zone) for each in book.agreed],
    }


def _line(line: QuarterLine, zone: ZoneInfo) -> Document:
    kept = (
        "account",
        "am",
        "tier",
        "status",
        "health",
        "health_coverage",
        "open_requests",
        "breached_requests",
    )
    now = account_object(line.row, zone)
    return {
        **{key: now[key] for key in kept},
        "health_at_end": line.health_then,
        "goals": len(line.figures),
        "goals_met": line.goals(GOOD),
        "goals_regressed": line.goals((KpiState.REGRESSED,)),
        "kpis": [_figure(figure, zone) for figure in line.figures],
        "requests": _levels(line.served, line.levels) | {"resolved_in_period": line.resolved},
        "reviews": [_kept(each, zone) for each in line.kept],
        "agreed": line.agreed,
    }


def _figure(figure: KpiFigure, zone: ZoneInfo) -> Document:
    return kpi_object(figure, zone) | {"formula": definition(figure.kpi).formula}


def _levels(total: ServiceLevel, levels: tuple[ServiceLevel, ...]) -> Document:
    by_priority = {level.priority.value: level_object(level) for level in levels if level.priority}
    return level_object(total) | {"by_priority": by_priority}


def _kept(each: Kept, zone: ZoneInfo) -> Document:
    return picked(each, KEPT_KEYS, zone)


def _agreed(each: Agreed, zone: ZoneInfo) -> Document:
    return picked(each, AGREED_KEYS, zone)


def level_object(level: ServiceLevel) -> dict[str, Any]:
    """Return how requests were served."""
    return {
        "created": level.created,
        "answered_in_time": level.answered,
        "answered_late": level.answered_late,
        "answered_share": level.answered_share,
        "resolved_in_time": level.resolved,
        "resolved_late": level.resolved_late,
        "resolved_share": level.resolved_share,
    }
