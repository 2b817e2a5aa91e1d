"""Stretches of the queue, in any order, forwards and backwards, over one book or several."""

import json
from datetime import timedelta
from functools import partial

import pytest

from amtui.data.queries.request_groups import WORST_FIRST
from amtui.data.queries.request_order import SORTS
from amtui.data.queries.requests import (
    request_around,
    request_count,
    request_ids,
    request_page,
    request_rank,
)
from amtui.domain.errors import UsageError
from amtui.domain.filters import Filter, parse
from amtui.domain.paging import Around, Count, Frame, Key, Order, Page, Slice
from amtui.domain.vocabulary import Priority, RequestStatus, RequestType
from tests.data.queries.story import NOW, Story, counted

ALL = parse("status:open,ended,resolved")
COLUMNS = sorted(SORTS)


def two_books(story: Story) -> tuple[int, int]:
    """Make two books with eleven requests, many of them alike."""
    ana, ben = story.user("ana"), story.user("ben")
    places = [story.account("Northwind", ana), story.account("ACME", ben), story.account("Zoë", ana)]
    for n in range(11):
        story.request(
            places[n % 3],
            priority=list(Priority)[n % 4],
            status=list(RequestStatus)[n % 5] if n % 6 else RequestStatus.CLOSED,
            type=list(RequestType)[n % 2],
            subject=f"Subject {n % 3}",
            next_due_at=NOW + timedelta(hours=n % 4),
            respond_by=None if n % 3 else NOW + timedelta(hours=n % 2),
            created_at=NOW - timedelta(days=n % 3),
            updated_at=NOW - timedelta(hours=n % 2, microseconds=n % 3),
        )
    return ana, ben


@pytest.fixture
def books(story: Story) -> tuple[int, int]:
    """Two books of one's own."""
    return two_books(story)


@pytest.fixture(scope="module")
def told_books(told_story: Story) -> tuple[int, int]:
    """Two books that are only read."""
    return two_books(told_story)


def walk(story: Story, books: tuple[int, ...], order: Order, filter: Filter, *, reverse: bool) -> list[int]:  # noqa: A002
    """Read a whole list in stretches of three."""
    seen: list[int] = []
    after: Key | None = None
    for _ in range(20):
        with story.reading(*books, everything=not books) as reading:
            wanted = Slice(after=after, limit=3, reverse=reverse)
            page = request_page(reading, filter=filter, order=order, slice=wanted)
        ids = [row.id for row in page.rows]
        seen = ids + seen if reverse else seen + ids
        if page.exhausted:
            return seen
        after = json.loads(json.dumps(page.keys[0 if reverse else -1]))
    raise AssertionError("the list has no end")


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_walk_gives_the_whole_list_once(
    told_story: Story, told_books: tuple[int, int], column: str, *, descending: bool
) -> None:
    order = Order(column, descending)
    for scope in [(told_books[0],), told_books, ()]:
        with told_story.reading(*scope, everything=not scope) as reading:
            page = request_page(reading, filter=ALL, order=order)
            ids = [row.id for row in page.rows]
            assert set(ids) == set(request_ids(reading, filter=ALL))
            assert request_count(reading, filter=ALL) == Count(len(ids))
            ranks = [request_rank(reading, request_id=each, filter=ALL, order=order) for each in ids]
            assert ranks == list(range(len(ids)))
            around = partial(request_around, reading, filter=ALL, order=order)
            for size, rank in ((1, len(ids) - 1), (2, 1), (3, len(ids) - 1), (len(ids), len(ids) // 2)):
                frame = Frame(above=size // 2, rows=size, size=size)
                first, last = frame.ranks(rank).start, frame.ranks(rank).stop
                assert around(request_id=ids[rank], frame=frame) == Around(
                    rank,
                    page.keys[first - 1] if first else None,
                    Page(page.rows[first:last], page.keys[first:last], exhausted=last >= len(ids)),
                )
        assert list(page.keys) == sorted(page.keys, reverse=descending)
        assert walk(told_story, scope, order, ALL, reverse=False) == ids
        assert walk(told_story, scope, order, ALL, reverse=True) == ids


STATUSES = (RequestStatus.NEW, RequestStatus.WAITING_CLIENT, RequestStatus.ROUTED)


@pytest.fixture
def mixed(story: Story) -> tuple[int, int]:
    """Two books with requests of several owners, two of the same name, in every state."""
    ana, ben = story.user("ana"), story.user("ben")
    owners = [None, ana, ben, story.user("zoe", name="Ana"), story.user("bea", name="Ben")]
    places = [story.account("Northwind", ana), story.account("ACME", ben)]
    hour = timedelta(hours=1)
    for n in range(36):
        due = NOW + (n % 3 - 1) * hour
        ended = n % 7 == 5
        story.request(
            places[n % 2],
            owner_id=owners[n % 5],
            status=RequestStatus.CLOSED if ended else STATUSES[n % 7 % 3],
            resolved_at=NOW if ended else None,
            first_response_at=None if n % 4 else NOW - 9 * hour,
            respond_by=None if n % 6 == 5 else due + 2 * hour,
            respond_risk_at=NOW + (n % 5 - 2) * hour,
            due_at=None if n % 8 > 5 else due,
            due_risk_at=due - (n % 2) * hour,
        )
    return ana, ben


@pytest.mark.parametrize("column", ["owner", "sla"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("asked", ["", "status:ended", "status:open,ended"])
def test_groups_are_the_list_that_their_values_sort(
    story: Story, mixed: tuple[int, int], column: str, asked: str, *, descending: bool
) -> None:
    order, opened = Order(column, descending), parse(asked)
    for scope in [(mixed[0],), mixed, ()]:
        with story.reading(*scope, everything=not scope) as reading:
            page = request_page(reading, filter=opened, order=order)
            said = [
                row.owner or "" if column == "owner" else WORST_FIRST.index(row.sla_state)
                for row in page.rows
            ]
            assert said == sorted(said, reverse=descending)
            assert len(set(said)) >= 2
            assert list(page.keys) == sorted(page.keys, reverse=descending)
            ids = [row.id for row in page.rows]
            ranks = [request_rank(reading, request_id=each, filter=opened, order=order) for each in ids]
            assert ranks == list(range(request_count(reading, filter=opened).n))
        assert walk(story, scope, order, opened, reverse=False) == ids
        assert walk(story, scope, order, opened, reverse=True) == ids


def test_skipping_starts_behind_the_key(story: Story, books: tuple[int, int]) -> None:
    order = Order("updated")
    with story.reading(*books) as reading:
        whole = request_page(reading, filter=ALL, order=order)
        onwards = Slice(after=whole.keys[1], skip=2, limit=3)
        backwards = Slice(after=whole.keys[8], skip=2, limit=3, reverse=True)
        assert request_page(reading, filter=ALL, order=order, slice=onwards).rows == whole.rows[4:7]
        assert request_page(reading, filter=ALL, order=order, slice=backwards).rows == whole.rows[3:6]


def test_the_last_stretch_says_so(story: Story, books: tuple[int, int]) -> None:
    with story.reading(*books) as reading:
        assert request_page(reading, filter=ALL, slice=Slice(limit=11)).exhausted
        assert not request_page(reading, filter=ALL, slice=Slice(limit=10)).exhausted


def test_open_requests_are_meant_and_due_first(story: Story) -> None:
    ana = story.user("ana")
    account = story.account("Northwind", ana)
    later = story.request(account, next_due_at=NOW + timedelta(hours=2))
    sooner = story.request(account, next_due_at=NOW + timedelta(hours=1))
    story.request(account, status=RequestStatus.CLOSED)
    story.request(account, status=RequestStatus.RESOLVED)
    with story.reading(ana) as reading:
        assert [row.id for row in request_page(reading).rows] == [sooner, later]
        assert request_count(reading) == Count(2)


def test_nobody_sees_another_book(story: Story, books: tuple[int, int]) -> None:
    ana, ben = books
    with story.reading(ben) as reading:
        mine = request_page(reading, filter=ALL)
        by_name = request_page(reading, filter=parse("status:open,ended,resolved am:ana"))
    assert {row.am_id for row in mine.rows} == {ben}
    assert by_name.rows == ()
    with story.reading() as reading:
        assert request_page(reading, filter=ALL).rows == ()
        assert request_ids(reading, filter=ALL) == ()
    with story.reading(ana) as reading:
        hidden = mine.rows[0].id
        assert request_rank(reading, request_id=hidden, filter=ALL) is None


def test_a_stretch_of_one_book_is_one_statement(story: Story, books: tuple[int, int]) -> None:
    with story.reading(books[0]) as reading, counted(story.engine) as statements:
        request_page(reading, filter=parse("northwind is:breached"), order=Order("account"))
    assert len(statements) == 1


def test_an_unknown_column_is_refused(story: Story) -> None:
    with story.reading(1) as reading, pytest.raises(UsageError, match="cannot be sorted by colour"):
        request_page(reading, order=Order("colour"))
