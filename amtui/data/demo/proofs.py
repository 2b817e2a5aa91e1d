"""What was handed in for the improvements of some stories: log ids of calls and records that are there."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select, update

from amtui.data.demo.stories import Story
from amtui.data.demo.world import Client
from amtui.data.models import calls, improvements, sync_events
from amtui.domain.playbooks import BUILT_IN, find
from amtui.domain.vocabulary import CallOutcome, ImprovementStatus, KpiKey, SyncOutcome

PROVED = frozenset({Story.SUSTAINED, Story.BROKEN_MAPPING, Story.REGRESSED})
"""The stories whose improvements were proved; of the others the proof is still to come."""
LOG_IDS = 3


def add_proofs(connection: Connection, clients: Collection[Client]) -> None:
    """Hand in the proofs of the clients among these that live through such a story."""
    proved = [client.id for client in clients if client.story in PROVED]
    if not proved:
        return
    i = improvements.c
    done = select(i.id, i.account_id, i.kpi, i.playbook, i.implemented_on).where(
        i.account_id.in_(proved), i.status == ImprovementStatus.IMPLEMENTED
    )
    for row in connection.execute(done.order_by(i.id)).all():
        steps = list(range(1, len(find(BUILT_IN, row.playbook).steps) + 1))
        log_ids = _log_ids(connection, row.account_id, row.kpi, row.implemented_on)
        handed_in = update(improvements).where(i.id == row.id)
        connection.execute(handed_in.values(log_ids=log_ids or None, steps_done=steps))


def _log_ids(connection: Connection, account_id: int, kpi: KpiKey, since: date) -> list[str]:
    """Return ids of calls that were answered since a day, or of records that came over."""
    if kpi is KpiKey.SYNC_SUCCESS:
        e = sync_events.c
        found = select(e.external_id).where(
            e.account_id == account_id, e.day >= since, e.outcome == SyncOutcome.SUCCEEDED
        )
        return list(connection.execute(found.order_by(e.day, e.id).limit(LOG_IDS)).scalars())
    c = calls.c
    found = select(c.external_id).where(
        c.account_id == account_id, c.day >= since, c.outcome == CallOutcome.ANSWERED
    )
    return list(connection.execute(found.order_by(c.day, c.id).limit(LOG_IDS)).scalars())
