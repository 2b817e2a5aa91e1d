"""Answering a client: what is written to them is theirs to see, and what is for the team stays there."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.flows.office import Office
from tests.flows.visitor import visiting


@pytest.mark.asyncio
async def test_an_answer_goes_to_the_client_unless_it_is_turned(tmp_path: Path) -> None:
    office = Office(tmp_path)

    def told(ref: str) -> tuple[object, ...]:
        """Return who sees the last words on a request, and whether it counts as answered."""
        statement = (
            "SELECT t.shared, r.first_response_at IS NOT NULL FROM timeline t"
            " JOIN requests r ON r.id = t.request_id WHERE r.ref = ? ORDER BY t.id DESC LIMIT 1"
        )
        return office.sql(statement, ref)[0]

    async with visiting(office.app()) as visitor:
        await visitor.press("slash")
        await visitor.type("not answered yet")
        await visitor.press("enter", "g")
        first = visitor.row.ref
        await visitor.press("c")
        await visitor.type("Ask Support before anybody writes")
        await visitor.press("escape", "f", "a")
        assert visitor.app.screen.query_one(TextArea).text == ""
        await visitor.type("We are on it")
        await visitor.press("ctrl+j")
        assert told(first) == (1, 1)
        second = visitor.row.ref
        assert second != first
        await visitor.press("f", "a")
        await visitor.type("They are angry")
        await visitor.press("ctrl+t", "ctrl+j")
        assert told(second) == (0, 0)
