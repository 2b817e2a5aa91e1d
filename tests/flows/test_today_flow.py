"""The day's list at the keys: why in this order, the counts that narrow it, and what is new."""

from pathlib import Path

import pytest

from amtui.domain.vocabulary import SlaState, Source
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting


def shown(visitor: Visitor) -> set[Source]:
    """Return the kinds of all rows of the list."""
    rows = (visitor.at(rank) for rank in range(200))
    return {row.source for row in rows if row is not None}


@pytest.mark.asyncio
async def test_monday_morning(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as visitor:
        everything = visitor.count
        await visitor.press("j", "w")
        told = visitor.text()
        assert "Number 2 of" in told
        assert "comes first: " in told
        assert "comes later: " in told
        await visitor.press("escape", "right_square_bracket")
        assert "breached" in visitor.count
        assert visitor.row.sla_state is SlaState.BREACHED
        await visitor.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert shown(visitor) == {Source.KPI}
        assert "KPIs off target" in visitor.count
        await visitor.press("escape")
        assert visitor.count == everything
        await visitor.press("b")
        assert visitor.row.since is not None
        assert "new" in visitor.count
        await visitor.press("b")
        assert visitor.count == everything
        at = visitor.text("#strip").index("cadence")
        await visitor.pilot.click("#strip", offset=(at + 2, 0))
        await visitor.settle()
        assert shown(visitor) == {Source.CADENCE_GAP}
