"""Users and books by stretches: each order both ways, each field of the filters, and what they cost."""

from collections.abc import Callable
from typing import Any

import pytest

from amtui.data.queries.account_below import accounts_below
from amtui.data.queries.book_list import book_count, book_page, book_rank, marked_accounts
from amtui.data.queries.staff import staff_count, staff_page, staff_rank
from amtui.data.reading import Reading
from amtui.domain.filter_office import BOOKS, STAFF
from amtui.domain.filters import EVERYTHING, Grammar, parse
from amtui.domain.paging import Count, Key, Order, Page, Slice
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import AccountStatus, RequestStatus, Role
from tests.data.queries.story import Story, counted

Asked = tuple[Grammar, Callable[..., Page[Any]], Callable[..., Count], Callable[..., int | None]]
STAFF_LIST: Asked = (STAFF, staff_page, staff_count, staff_rank)
BOOK_LIST: Asked = (BOOKS, book_page, book_count, book_rank)
LISTS = {"staff": STAFF_LIST, "books": BOOK_LIST}

USERS_FOUND = {
    "öztürk": ["ana", "eve"], "100%": ["ben"], "name:same -login:dan": ["cleo", "eve"],
    "status:inactive": ["ben"], "role:manager": ["max"], "manager:keller": ["ana", "ben"],
    "manager:none same": ["cleo", "dan"], "employee:e-7": ["max"], "mobile:170": ["ben"],
    "phone:30,170": ["ana", "ben"], "email:dan@": ["dan"], "-role:am": ["max"],
    "name:max keller": ["max"], "max": ["ana", "ben", "max"], "same sort:-login": ["eve", "dan", "cleo"],
}  # fmt: skip
ACCOUNTS_FOUND = {
    "am:ana account:group": ["Zoë Group"], "am:none status:inactive": [], "unassigned 8": ["Account 8"],
    "am:öztürk status:inactive": ["Account 9"], "parent:zoë am:ben": ["Account 4"],
    "zoë -account:account": ["Zoë Group"], "plan:gold": ["Account 3"],
    "parent:none am:none": ["Account 2", "Account 5"], "100% -status:inactive": ["Account 1", "Account 7"],
    "plan:gold,platin sort:-requests": ["Account 3"], "am:- account:account": [],
}  # fmt: skip


@pytest.fixture
def office(story: Story) -> Story:
    """Seven people and eleven accounts, many of them alike."""
    max_ = story.user("max", name="Max Keller", role=Role.MANAGER, email=None, employee_id="E-7")
    ana = story.user("ana", name="ana Öztürk", manager_id=max_, phone="+49 30 1")
    ben = story.user("ben", name="Ben 100%", manager_id=max_, active=False, mobile="+49 170 2")
    for login in ("cleo", "dan", "eve"):
        story.user(login, name="Same Name", manager_id=ana if login == "eve" else None)
    head = story.account("Zoë Group", ana)
    for n in range(10):
        account = story.account(
            f"Account {n}",
            (ana, ben, UNASSIGNED)[n % 3],
            parent_id=head if n % 4 == 0 else None,
            status=AccountStatus.INACTIVE if n % 5 == 4 else AccountStatus.ACTIVE,
            plan="gold" if n == 3 else "standard",
        )
        for _ in range(n % 3):
            story.request(account)
        story.request(account, status=RequestStatus.CLOSED)
    return story


def walked(reading: Reading, asked: Asked, order: Order, text: str, *, reverse: bool) -> list[int]:
    """Read a whole list in stretches of three."""
    seen: list[int] = []
    after: Key | None = None
    while True:
        wanted = Slice(after=after, limit=3, reverse=reverse)
        page = asked[1](reading, filter=parse(text, asked[0]), order=order, slice=wanted)
        found = [row.id for row in page.rows]
        assert found == [key[1] for key in page.keys]
        seen = found + seen if reverse else seen + found
        if page.exhausted:
            return seen
        after = page.keys[0 if reverse else -1]


@pytest.mark.parametrize("name", LISTS)
def test_stretches_make_up_the_list_in_every_order(office: Story, name: str) -> None:
    grammar, page, count, rank = asked = LISTS[name]
    text = "-acc" if name == "staff" else "-inactive"
    with office.reading(everything=True) as reading:
        for column in grammar.sorts:
            for order in (Order(column), Order(column, descending=True)):
                whole = page(reading, filter=parse(text, grammar), order=order)
                ids = [row.id for row in whole.rows]
                assert len(set(ids)) == len(ids) == count(reading, filter=parse(text, grammar)).n > 5
                assert [key[0] for key in whole.keys] == sorted(
                    (key[0] for key in whole.keys), reverse=order.descending
                )
                for reverse in (False, True):
                    assert walked(reading, asked, order, text, reverse=reverse) == ids
                places = [rank(reading, row_id=row_id, order=order) for row_id in ids]
                assert places == list(range(len(ids)))
                skipped = page(reading, order=order, slice=Slice(skip=2, limit=2))
                assert [row.id for row in skipped.rows] == ids[2:4]
        assert rank(reading, row_id=9_999) is None


def test_users_are_found_by_words_and_by_each_field(office: Story) -> None:
    with office.reading(everything=True) as reading:
        for text, found in USERS_FOUND.items():
            logins = [row.login for row in staff_page(reading, filter=parse(text, STAFF)).rows]
            assert (logins if "sort:" in text else sorted(logins)) == found, text


def test_a_user_comes_with_whom_they_report_to_and_who_reports_to_them(office: Story) -> None:
    for n in range(10):
        office.user(f"more{n}", name=f"More {n}", manager_id=1)
    with office.reading(everything=True) as reading:
        rows = {row.login: row for row in staff_page(reading).rows}
        assert (rows["ana"].manager, rows["ana"].manager_login, rows["ana"].accounts) == (
            "Max Keller",
            "max",
            5,
        )
        assert (rows["ana"].reports, rows["cleo"].manager) == (("Same Name",), "")
        assert (len(rows["max"].reports), rows["max"].n_reports) == (6, 12)


def test_accounts_are_found_and_marked(office: Story) -> None:
    with office.reading(everything=True) as reading:
        for text, found in ACCOUNTS_FOUND.items():
            rows = book_page(reading, filter=parse(text, BOOKS)).rows
            assert [row.name for row in rows] == found, text
        two = [row.id for row in book_page(reading, filter=parse("am:none", BOOKS)).rows][:2]
        assert marked_accounts(reading, marked=two) == tuple((row_id, 1) for row_id in sorted(two))
        rest = marked_accounts(reading, marked=two, all_but=True, filter=parse("am:none", BOOKS))
        assert len(rest) == 1
        assert not {row_id for row_id, _ in rest} & set(two)


def test_accounts_below_one_are_counted_at_any_depth(office: Story) -> None:
    with office.reading(everything=True) as reading:
        (head,) = book_page(reading, filter=parse("zoë -account:account", BOOKS)).rows
        (leaf,) = book_page(reading, filter=parse("account:8", BOOKS)).rows
        assert accounts_below(reading, account_id=head.id) == (2, 1)
    office.account("Deeper", 2, parent_id=leaf.id)
    with office.reading(everything=True) as reading:
        assert accounts_below(reading, account_id=head.id) == (3, 1)
        assert accounts_below(reading, account_id=leaf.id) == (1, 0)


def test_only_what_is_visible_is_listed_and_a_stretch_costs_few_statements(office: Story) -> None:
    with office.reading(2) as reading:
        assert {row.am for row in book_page(reading, filter=EVERYTHING).rows} == {"ana Öztürk"}
        assert book_count(reading) == Count(5)
        assert {row.login: row.accounts for row in staff_page(reading).rows}["ben"] == 0
    with counted(office.engine) as said, office.reading(everything=True) as reading:
        said.clear()
        book_page(reading)
        of_books = len(said)
        staff_page(reading)
    assert (of_books, len(said) - of_books) == (2, 5), said
