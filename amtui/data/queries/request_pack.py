"""The evidence pack of a request."""

from amtui.data.queries.kpis import kpi_figures
from amtui.data.queries.request_attention import attention
from amtui.data.queries.request_detail import request_detail
from amtui.data.reading import Reading
from amtui.domain.evidence_pack import evidence_pack


def request_pack(reading: Reading, *, request_id: int) -> str:
    """Return the timeline, the log ids and the account's figures of a request as Markdown.

    Raises:
        NotFound: if there is none that this person may see.
    """
    detail = request_detail(reading, request_id=request_id)
    figures = kpi_figures(reading, account_ids=[detail.row.account_id])
    escalation = attention(reading, request_id=request_id).escalation
    return evidence_pack(detail, figures, escalation, reading.now, reading.zone)
