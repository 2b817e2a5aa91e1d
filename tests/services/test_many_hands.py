"""Processes side by side on the same rows, and processes that are killed in the middle of it."""

import os
import signal
from collections import Counter
from collections.abc import Sequence

import pytest
from sqlalchemy import func, insert, select

from amtui.data.models import audit, requests
from tests.services.world import ANA, NORTHWIND, World, move_sequences, request_values
from tests.support.hands import Line, hands, lines

FIRST = 100
HANDS = 6


def crowd(world: World, number: int) -> list[int]:
    """Enter so many requests and return their ids."""
    ids = list(range(FIRST, FIRST + number))
    with world.writing() as connection:
        rows = [request_values(connection, one, NORTHWIND, ANA) for one in ids]
        connection.execute(insert(requests), rows)
        move_sequences(connection, (requests,))
    return ids


def stored(world: World, ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Return description and version of requests."""
    table = requests.c
    wanted = select(table.id, table.description, table.version).where(table.id.in_(ids))
    with world.engine.connect() as connection:
        return {row.id: (row.description, row.version) for row in connection.execute(wanted)}


def audited(world: World, ids: Sequence[int]) -> Counter[int]:
    """Return how many audit rows each request has."""
    a = audit.c
    wanted = select(a.entity_id, func.count()).where(a.entity == "requests", a.entity_id.in_(ids))
    with world.engine.connect() as connection:
        return Counter({row[0]: row[1] for row in connection.execute(wanted.group_by(a.entity_id))})


def last_words(told: Sequence[Line], request_id: int) -> list[str]:
    return [line["word"] for line in told if request_id in line["requests"]]


def test_processes_side_by_side_lose_no_update_and_meet_no_lock(world: World) -> None:
    ids = crowd(world, 12)
    with hands(world.url, "add_one", HANDS, 8, ids) as started:
        told = lines(started.communicate(timeout=120)[0])
    assert [line["error"] for line in told if "error" in line] == []
    acknowledged = Counter(line["request"] for line in told)
    assert acknowledged.total() == HANDS * 8
    rows = stored(world, ids)
    assert {one: int(text or 0) for one, (text, _) in rows.items()} == {one: acknowledged[one] for one in ids}
    assert {one: version - 1 for one, (_, version) in rows.items()} == {one: acknowledged[one] for one in ids}
    assert audited(world, ids) == acknowledged


@pytest.mark.parametrize("after", [1, 7])
def test_what_was_acknowledged_outlives_a_kill_and_nothing_half_done_is_kept(
    world: World, after: int
) -> None:
    ids = crowd(world, 6)
    with hands(world.url, "together", 2, 10**6, ids) as started:
        assert started.stdout is not None
        heard = b"".join(started.stdout.readline() for _ in range(after))
        os.killpg(started.pid, signal.SIGKILL)
        told = lines(heard + started.stdout.read())
    assert [line["error"] for line in told if "error" in line] == []
    assert len(told) >= after
    rows, kept = stored(world, ids), audited(world, ids)
    for one, (word, version) in rows.items():
        mine = last_words(told, one)
        # A hand may have been killed between its commit and the word of it; never the other way round.
        assert version - 1 == kept[one] >= len(mine)
        assert mine == [] or word == mine[-1] or kept[one] > len(mine)
    by_word = Counter(word for word, version in rows.values() if version > 1)
    known = {line["word"]: line["requests"] for line in told}
    for word in by_word.keys() - known.keys():
        assert whole(world, word)
    assert all(whole(world, word) for word in known)


def whole(world: World, word: str) -> bool:
    """Tell whether a word was written to all of its requests, by the audit."""
    with world.engine.connect() as connection:
        groups = Counter(
            row.group
            for row in connection.execute(select(audit.c.group, audit.c.after))
            if (row.after or {}).get("description") == word
        )
    return list(groups.values()) == [3]
