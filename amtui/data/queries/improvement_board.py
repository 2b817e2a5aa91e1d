"""All that the actions of an account are shown and made with."""

from collections.abc import Iterator, Sequence

from amtui.data.queries.account_detail import account_contacts
from amtui.data.queries.goals import goals
from amtui.data.queries.improvements import improvement_details
from amtui.data.queries.kpis import kpi_figures
from amtui.data.queries.playbooks import playbooks
from amtui.data.reading import Reading
from amtui.domain.improvement_records import ImprovementBoard, ImprovementDetail, Offer
from amtui.domain.kpi_records import GoalRow, KpiFigure
from amtui.domain.playbooks import Playbook, suggest
from amtui.domain.vocabulary import ImprovementStatus, KpiState

WANTING = frozenset({KpiState.OFF_TARGET, KpiState.REGRESSED})
UNDER_WAY = frozenset({ImprovementStatus.PROPOSED, ImprovementStatus.AGREED, ImprovementStatus.IMPLEMENTED})


def improvement_board(reading: Reading, *, account_id: int) -> ImprovementBoard:
    """Return the actions of an account, what else to do about its goals off target, and its people."""
    actions = improvement_details(reading, account_id=account_id)
    agreed, known = goals(reading, account_id=account_id), playbooks(reading)
    figures = kpi_figures(reading, account_ids=(account_id,)) if agreed else ()
    return ImprovementBoard(
        actions=actions,
        offers=tuple(_offers(figures, agreed, known, actions)),
        goals=agreed,
        playbooks=known,
        contacts=account_contacts(reading, account_id=account_id),
    )


def _offers(
    figures: Sequence[KpiFigure],
    agreed: Sequence[GoalRow],
    known: Sequence[Playbook],
    actions: Sequence[ImprovementDetail],
) -> Iterator[Offer]:
    by_kpi = {goal.kpi: goal for goal in agreed}
    for figure in figures:
        goal = by_kpi.get(figure.kpi)
        if goal is None or figure.state not in WANTING:
            continue
        under_way = sum(action.row.kpi == figure.kpi and action.row.status in UNDER_WAY for action in actions)
        yield Offer(figure, goal, suggest(known, figure.kpi, figure), under_way)
