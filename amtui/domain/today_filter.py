"""How the ranked list of the day reads filters."""

from datetime import datetime, tzinfo

from amtui.domain.clock import local_day
from amtui.domain.filter_match import Matching
from amtui.domain.filters import TODAY
from amtui.domain.today_records import TodayRow
from amtui.domain.today_since import begin_of
from amtui.domain.vocabulary import SlaState


def today_matching(now: datetime, zone: tzinfo) -> Matching[TodayRow]:
    """Return how the list reads filters at a moment, for somebody in a zone."""
    begin = begin_of(local_day(now, zone), zone)
    return Matching(
        grammar=TODAY,
        fields={
            "account": lambda row: row.account,
            "kind": lambda row: row.source,
            "due": lambda row: row.due_at,
        },
        marks={
            "urgent": lambda row: row.urgent,
            "important": lambda row: row.important,
            "breached": lambda row: row.sla_state is SlaState.BREACHED,
            "at_risk": lambda row: row.sla_state is SlaState.AT_RISK,
            "new": lambda row: row.since is not None and row.since >= begin,
        },
        text=lambda row: f"{row.account} {row.what} {row.ref} {' '.join(row.why)}",
        sorts={
            "rank": lambda row: row.rank,
            "due": lambda row: row.due_at,
            "account": lambda row: row.account.casefold(),
            "kind": lambda row: row.source.value,
            "value": lambda row: row.value_at_risk and row.value_at_risk.amount,
        },
        account_of=lambda row: row.account_id,
    )
