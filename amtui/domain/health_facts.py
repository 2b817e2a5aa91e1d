"""What health is worked out from, kept with every day's score so that a change can be explained."""

from collections.abc import Mapping
from typing import Any

from amtui.domain.contact_balance import FLAGGED_ABOVE
from amtui.domain.frozen import dataclass
from amtui.domain.health import Health, health
from amtui.domain.health_parts import (
    adoption_part,
    cadence_part,
    mean,
    payments_part,
    requests_part,
    satisfaction_part,
)
from amtui.domain.health_rules import STANDARD, Cap, HealthRules, Part
from amtui.domain.vocabulary import BillingState

OVERDUE_DAYS = 60
"""An invoice overdue for longer holds the score down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """One account on one day.

    Attributes:
        kpis: how much of each agreed target is reached, 0 to 1, of the KPIs that can be judged.
        open_count: open requests; of them `breached`, `at_risk` and `p1` as their names say.
        has_gap: whether nothing is planned inside the cadence.
        days_since_touch: local days since the last completed contact; None if there never was one.
        reactive_ratio: contacts started by the client / all contacts; None without contacts.
        reactive_limit: a larger ratio is a warning.
        has_am: whether somebody looks after the account.
        overdue_days: of the oldest unpaid invoice; 0 where all are paid or not yet due, None where no
            invoices are known.
        csat: how many answers gave each satisfaction score from 1 to 5; empty where there is none.
        days_since_training: local days since the last training that was held; None without one.
    """

    kpis: tuple[tuple[str, float], ...] = ()
    open_count: int = 0
    breached: int = 0
    at_risk: int = 0
    p1: int = 0
    has_gap: bool = False
    days_since_touch: int | None = None
    reactive_ratio: float | None = None
    reactive_limit: float = FLAGGED_ABOVE
    billing: BillingState = BillingState.UP_TO_DATE
    has_am: bool = True
    overdue_days: int | None = None
    csat: tuple[int, ...] = ()
    days_since_training: int | None = None


def judged(facts: HealthFacts, rules: HealthRules = STANDARD) -> Health:
    """Return the health that the facts give by the rules."""
    return health(_parts(facts, rules), _caps(facts), rules)


def _parts(facts: HealthFacts, rules: HealthRules) -> dict[Part, float | None]:
    return {
        Part.KPIS: mean(value for _, value in facts.kpis),
        Part.REQUESTS: requests_part(
            open_count=facts.open_count, at_risk=facts.at_risk, breached=facts.breached
        ),
        Part.CADENCE: cadence_part(
            has_gap=facts.has_gap,
            days_since_touch=facts.days_since_touch,
            reactive_ratio=facts.reactive_ratio,
            fresh=rules.fresh_days,
            stale=rules.stale_days,
            limit=facts.reactive_limit,
        ),
        Part.SATISFACTION: satisfaction_part(facts.csat),
        Part.PAYMENTS: payments_part(facts.billing, facts.overdue_days),
        Part.ADOPTION: adoption_part(facts.days_since_training),
    }


def _caps(facts: HealthFacts) -> list[Cap]:
    holds = {
        Cap.OPEN_P1: facts.p1 > 0,
        Cap.OVERDUE_INVOICE: (facts.overdue_days or 0) > OVERDUE_DAYS,
        Cap.NO_AM: not facts.has_am,
    }
    return [cap for cap, held in holds.items() if held]


def facts_document(facts: HealthFacts) -> dict[str, Any]:
    """Return facts as a small document, without what is as usual."""
    usual = HealthFacts()
    document = {name: getattr(facts, name) for name in HealthFacts.__slots__}
    kept = {name: value for name, value in document.items() if value != getattr(usual, name)}
    if "kpis" in kept:
        kept["kpis"] = [list(pair) for pair in facts.kpis]
    if "csat" in kept:
        kept["csat"] = list(facts.csat)
    return kept


def facts_of(document: Mapping[str, Any]) -> HealthFacts:
    """Return the facts that `facts_document` has written; what a later program added is left out."""
    known = {name: value for name, value in document.items() if name in HealthFacts.__slots__}
    if "kpis" in known:
        known["kpis"] = tuple((str(kpi), float(value)) for kpi, value in known["kpis"])
    if "csat" in known:
        known["csat"] = tuple(known["csat"])
    if "billing" in known:
        known["billing"] = BillingState(known["billing"])
    return HealthFacts(**known)
