"""Whatever others do to the queue, the cursor and the marks stay on their requests."""

import random

import pytest

from tests.flows.office import Office
from tests.flows.visitor import visiting

MOVES = ("due", "gone", "back", "subject", "insert", "delete", "sort", "step", "mark", "refresh")


def twin(office: Office, victim: int, number: int) -> None:
    """Enter a request like another one, as somebody else might just now."""
    columns = [row[1] for row in office.sql("PRAGMA table_info(requests)") if row[1] not in {"id", "ref"}]
    names = ", ".join(columns)
    office.sql(
        f"INSERT INTO requests (ref, {names}) SELECT ?, {names} FROM requests WHERE id = ?",
        f"R-9{number:05d}",
        victim,
    )


def disturb(office: Office, what: str, dice: random.Random, ids: list[int], *, spared: set[int]) -> None:
    """Do to some request what another person could do."""
    victim = dice.choice([one for one in ids if one not in spared])
    if what == "insert":
        twin(office, victim, dice.randrange(10**5))
    elif what == "delete":
        office.sql("DELETE FROM timeline WHERE request_id = ?", victim)
        office.sql("DELETE FROM requests WHERE id = ?", victim)
    elif what == "due":
        office.sql(
            "UPDATE requests SET next_due_at = next_due_at - ? WHERE id = ?", dice.randrange(10**12), victim
        )
    elif what == "gone":
        office.sql("UPDATE requests SET status = 'cancelled', is_open = 0 WHERE id = ?", victim)
    elif what == "back":
        office.sql("UPDATE requests SET status = 'new', is_open = 1 WHERE id = ?", victim)
    else:
        office.sql("UPDATE requests SET subject = ? WHERE id = ?", f"Changed {dice.random()}", victim)


@pytest.mark.parametrize("seed", [1, 2])
async def test_cursor_and_marks_never_change_their_request(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    async with visiting(office.app(start="requests")) as me:
        ids = [me.at(rank).id for rank in range(me.table.count.n)]
        marked: set[int] = set()
        for _ in range(18):
            what, cursor = dice.choice(MOVES), me.row.id
            if what == "step":
                await me.press(*dice.choice((("j",) * 3, ("k",) * 2, ("ctrl+d",), ("G",), ("g",))))
                continue
            if what == "mark":
                await me.press("space")
                marked ^= {cursor}
            elif what == "sort":
                await me.press("o", dice.choice("dpcusabr"))
            elif what == "refresh":
                await me.press("r")
            else:
                disturb(office, what, dice, ids, spared={cursor} | marked)
                await me.hear()
            assert me.row.id == cursor, what
            assert me.table.marks.ids == marked
            assert me.table.top <= me.table.rank < me.table.top + me.table.view_height
