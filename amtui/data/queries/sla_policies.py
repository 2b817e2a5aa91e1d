"""The service levels that administrators have agreed on, by plan."""

from datetime import timedelta

from sqlalchemy import Connection, select

from amtui.data.models import sla_policies
from amtui.domain.sla import DEFAULT_POLICY, SlaPolicy, Target
from amtui.domain.vocabulary import Priority

ANY_PLAN = "*"


def policy_of(connection: Connection, plan: str) -> SlaPolicy:
    """Return the service levels of a plan; what it does not set is taken from those of all plans."""
    table = sla_policies
    found: dict[tuple[str, Priority], Target] = {
        (row.plan, row.priority): Target(
            timedelta(minutes=row.respond_minutes), timedelta(minutes=row.resolve_minutes)
        )
        for row in connection.execute(select(table).where(table.c.plan.in_((plan, ANY_PLAN))))
    }

    def target(priority: Priority) -> Target:
        fallback = found.get((ANY_PLAN, priority), DEFAULT_POLICY.target(priority))
        return found.get((plan, priority), fallback)

    p1, p2, p3, p4 = map(target, Priority)
    return SlaPolicy(p1, p2, p3, p4, DEFAULT_POLICY.at_risk_share)
