"""Stretches of the queue follow an index on SQLite, so that they cost the same at any length."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amtui.data.engine import open_engine, parse_url
from amtui.data.queries.request_counts import request_counts
from amtui.data.queries.request_order import SORTS
from amtui.data.queries.requests import request_around, request_count, request_page, request_rank
from amtui.data.reading import Reading
from amtui.domain.filters import parse
from amtui.domain.paging import Frame, Order, Slice
from amtui.screens.requests import RequestsScreen
from tests.data.queries.story import NOW, Story, counted
from tests.support.databases import copied

INDEXES = {
    "due": "ix_requests_am_due",
    "priority": "ix_requests_am_priority",
    "created": "ix_requests_am_created",
    "updated": "ix_requests_am_updated",
    "status": "ix_requests_am_status",
    "subject": "ix_requests_am_subject",
    "ref": "ix_requests_am_ref",
    "type": "ix_requests_am_type",
    "respond": "ix_requests_am_respond",
}
COLUMNS = {
    "due": "next_due_at", "created": "created_at", "updated": "updated_at", "respond": "respond_key"
}  # fmt: skip
SHARED = {"due": "ix_requests_due", "created": "ix_requests_created", "respond": "ix_requests_respond"}


@pytest.fixture(scope="module")
def story(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Plans are read on one engine only, and nothing is changed by that."""
    path = copied(sqlite_template, tmp_path_factory.mktemp("plans") / "amtui.db")
    engine = open_engine(parse_url(f"sqlite:///{path}"))
    yield Story(engine)
    engine.dispose()


@pytest.fixture(scope="module", autouse=True)
def books(story: Story) -> tuple[int, int]:
    """Two books of three requests each."""
    ana, ben = story.user("ana"), story.user("ben")
    for am in (ana, ben):
        account = story.account(f"Account of {am}", am)
        for hours in range(3):
            story.request(account, next_due_at=NOW + timedelta(hours=hours))
    return ana, ben


BY_ACCOUNT = re.compile(r"INDEX ix_requests_(account|open) \((is_open=\? AND )?account_id=\? AND am_id=\?")
"""Both begin with the account, and cost the same: one of them holds open requests only."""


def plan(story: Story, reading: Reading, order: Order, wanted: Slice, filter_text: str = "") -> str:
    """Return how SQLite goes about the last statement of a page."""
    asked: list[str] = []
    with counted(story.engine) as statements:
        request_page(reading, filter=parse(filter_text), order=order, slice=wanted)
        asked = list(statements)
    marks = asked[-1].count("?")
    cursor = reading.connection.connection.cursor()
    cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]}", (1,) * marks)
    return "\n".join(str(row[3]) for row in cursor.fetchall())


@pytest.mark.parametrize("column", INDEXES)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("book", [(1,), (1, 2)])
def test_a_book_is_read_along_its_index(
    story: Story, column: str, book: tuple[int, ...], *, descending: bool
) -> None:
    order = Order(column, descending)
    with story.reading(*book) as reading:
        key = request_page(reading, order=order).keys[1]
        # SQLite calls no index covering that holds a column it works out.
        step = f"{'' if column == 'respond' else 'COVERING '}INDEX {INDEXES[column]} (am_id=? AND is_open=?"
        assert plan(story, reading, order, Slice()).count(f"{step})") == len(book)
        for wanted in (Slice(after=key), Slice(after=key, reverse=True, skip=1)):
            found = plan(story, reading, order, wanted)
            sign = "<" if descending is not wanted.reverse else ">"
            beyond = f"{step} AND {COLUMNS.get(column, column)}"
            assert found.count(f"{beyond}{sign}?)") == len(book)
            ties = re.findall(rf"{re.escape(beyond)}=\? AND (row)?id{sign}\?", found)
            assert len(ties) == len(book) or column == "ref"  # which no two have, and its own index finds


@pytest.mark.parametrize("column", SHARED)
def test_all_books_are_read_along_the_index_over_all(story: Story, column: str) -> None:
    with story.reading(everything=True) as reading:
        assert f"INDEX {SHARED[column]} (is_open=?" in plan(story, reading, Order(column), Slice())


@pytest.mark.parametrize("column", sorted(INDEXES.keys() - SHARED.keys()))
def test_orders_without_such_an_index_read_book_by_book(story: Story, column: str) -> None:
    with story.reading(everything=True) as reading:
        assert f"INDEX {INDEXES[column]} (am_id=?" in plan(story, reading, Order(column), Slice())


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("book", [(1,), (1, 2)])
def test_accounts_are_walked_by_name_and_each_ones_requests_by_its_index(
    story: Story, book: tuple[int, ...], *, descending: bool
) -> None:
    order = Order("account", descending)
    with story.reading(*book) as reading:
        key = request_page(reading, order=order).keys[1]
        walked = "SEARCH accounts USING COVERING INDEX ix_accounts_am_name (am_id=? AND name_key>?"
        for wanted in (Slice(), Slice(after=key), Slice(after=key, reverse=True)):
            found = plan(story, reading, order, wanted)
            assert found.count(walked) == len(book)
            named = found.count("SEARCH accounts USING INDEX sqlite_autoindex_accounts_1 (name_key=?)")
            assert named == (len(book) if wanted.after else 0)
            assert BY_ACCOUNT.search(found)


@pytest.mark.parametrize(
    ("column", "walked"),
    [
        ("owner", "COVERING INDEX ix_requests_am_owner (am_id=? AND is_open=? AND owner_id=?"),
        ("sla", "INDEX ix_requests_am_standing (am_id=? AND is_open=? AND standing=?"),
    ],
)
def test_groups_are_walked_by_id_each_along_its_index(story: Story, column: str, walked: str) -> None:
    with story.reading(1) as reading:
        groups = SORTS[column].groups
        assert groups is not None
        n = len(groups(reading, frozenset({1}), True)) - 2 * (
            column == "sla"
        )  # two states have indexes of their own
        key = request_page(reading, order=Order(column)).keys[1]
        assert plan(story, reading, Order(column), Slice()).count(walked) == n
        assert re.search(
            rf"{re.escape(walked)} AND (row)?id>\?", plan(story, reading, Order(column), Slice(key))
        )


def test_over_all_books_each_state_is_walked_along_one_index(story: Story) -> None:
    walked = "INDEX ix_requests_state (is_open=? AND standing=?"
    with story.reading(everything=True) as reading:
        order = Order("sla")
        key = request_page(reading, order=order).keys[1]
        assert plan(story, reading, order, Slice()).count(f"{walked})") == 4
        assert re.search(rf"{re.escape(walked)} AND (row)?id>\?", plan(story, reading, order, Slice(key)))


def test_one_priority_is_read_along_its_own_index_by_due_moment(story: Story) -> None:
    with story.reading(1) as reading:
        found = plan(story, reading, Order("due"), Slice(), "p:1")
    assert "COVERING INDEX ix_requests_am_urgent (am_id=? AND is_open=? AND priority=?" in found


def test_a_filter_is_looked_at_along_the_index(story: Story) -> None:
    with story.reading(1) as reading:
        found = plan(story, reading, Order("due"), Slice(), "-is:snoozed training")
    assert "INDEX ix_requests_am_due (am_id=? AND is_open=?)" in found


@pytest.mark.parametrize("everything", [False, True])
def test_an_account_is_read_along_its_own_index(story: Story, *, everything: bool) -> None:
    with story.reading(1, everything=everything) as reading:
        found = plan(story, reading, Order("created"), Slice(), 'account:"account of 1"')
    assert BY_ACCOUNT.search(found)


def test_counting_and_ranking_read_indexes_alone(story: Story) -> None:
    with story.reading(1) as reading, counted(story.engine) as statements:
        request_count(reading)
        request_rank(reading, request_id=1)
        counts = [each for each in statements if "count(*)" in each]
        for each in counts:
            plans = reading.connection.connection.cursor()
            plans.execute(f"EXPLAIN QUERY PLAN {each}", (1,) * each.count("?"))
            assert "USING COVERING INDEX" in "\n".join(str(row[3]) for row in plans.fetchall())
        assert len(counts) == 2


@pytest.mark.parametrize("everything", [False, True])
def test_ranking_among_ties_looks_at_no_row_that_stands_behind(story: Story, *, everything: bool) -> None:
    with story.reading(1, 2, everything=everything) as reading, counted(story.engine) as statements:
        assert request_rank(reading, request_id=4, order=Order("status")) == 3
        plans = reading.connection.connection.cursor()
        plans.execute(f"EXPLAIN QUERY PLAN {statements[-1]}", (1,) * statements[-1].count("?"))
        found = "\n".join(str(row[3]) for row in plans.fetchall())
    step = "COVERING INDEX ix_requests_am_status (am_id=? AND is_open=? AND status"
    assert f"{step}<?)" in found
    assert f"{step}=? AND id<?)" in found or f"{step}=? AND rowid<?)" in found


BY_ID = "SEARCH requests USING INTEGER PRIMARY KEY (rowid=?)"
WORKED_OUT = re.compile(
    r"INDEX ix_requests_(am_standing \(am_id=\? AND is_open=\? AND standing=\?"
    r"|state \(is_open=\? AND standing=\?|(breaches|risk) \(is_open=\?)"
)
"""SQLite calls no index covering that holds a column it works out, though it reads that column there."""
ONE_ROW = {BY_ID, "SEARCH requests USING INDEX sqlite_autoindex_requests_1 (ref=?)"}


def touched(story: Story, reading: Reading, asked: Callable[[], object]) -> set[str]:
    """Return every way in which SQLite gets at requests, over all statements of what is asked."""
    with counted(story.engine) as statements:
        asked()
        plans = reading.connection.connection.cursor()
        steps = [
            str(row[3])
            for each in list(statements)
            if each.startswith("SELECT")
            for row in plans.execute(f"EXPLAIN QUERY PLAN {each}", (1,) * each.count("?")).fetchall()
        ]
    return {step for step in steps if re.search(r"(SCAN|SEARCH) requests\b", step)}


@pytest.mark.parametrize("everything", [False, True])
def test_how_a_few_accounts_stand_is_counted_without_reading_a_request(
    story: Story, *, everything: bool
) -> None:
    with story.reading(1, 2, everything=everything) as reading:
        found = touched(story, reading, lambda: request_counts(reading, [1, 2]))
    assert found
    assert not [step for step in found if "INDEX ix_requests_open (is_open=? AND account_id=?" not in step]


@pytest.mark.parametrize("column", RequestsScreen.orders)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("book", [(1,), (1, 2), None])
def test_opening_on_a_row_and_at_the_end_never_reads_a_row_that_is_not_shown(
    story: Story, column: str, book: tuple[int, ...] | None, *, descending: bool
) -> None:
    order = Order(column, descending)
    with story.reading(*(book or ()), everything=book is None) as reading:
        for asked in (
            lambda: request_around(reading, request_id=2, frame=Frame(size=1), order=order),
            lambda: request_page(reading, order=order, slice=Slice(reverse=True)),
        ):
            found = touched(story, reading, asked)
            assert BY_ID in found
            rows = [step for step in found if "COVERING INDEX" not in step and step not in ONE_ROW]
            assert not [step for step in rows if column != "sla" or not WORKED_OUT.search(step)]
