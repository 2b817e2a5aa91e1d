"""Finding the next match in a longer list, and reading marked requests."""

from datetime import timedelta
from functools import partial

from amtui.data.queries.account_names import account_names
from amtui.data.queries.request_beside import request_beside
from amtui.data.queries.request_picked import picked_requests
from amtui.domain.filters import parse
from amtui.domain.paging import Order
from tests.data.queries.story import NOW, Story


def test_the_next_match_is_the_nearest_in_the_lists_own_order(story: Story) -> None:
    ana = story.user("ana")
    place = story.account("Northwind", ana)
    ids = [
        story.request(
            place, subject=f"{'Router' if n % 3 == 0 else 'Phone'} {n}", next_due_at=NOW + timedelta(hours=n)
        )
        for n in range(8)
    ]
    wanted = parse("router")
    with story.reading(ana) as reading:
        due, turned = Order("due"), Order("due", descending=True)
        ask = partial(request_beside, reading, filter=wanted, order=due)
        assert ask(request_id=ids[1]) == ids[3]
        assert ask(request_id=ids[3]) == ids[6]
        assert ask(request_id=ids[6]) is None
        assert ask(request_id=ids[5], back=True) == ids[3]
        assert ask(request_id=ids[0], back=True) is None
        assert request_beside(reading, request_id=ids[1], filter=wanted, order=turned) == ids[0]
        assert ask(request_id=999) is None


def test_marked_requests_are_read_in_the_order_asked_and_only_from_visible_books(story: Story) -> None:
    ana, ben = story.user("ana"), story.user("ben")
    mine, other = story.account("Northwind", ana), story.account("ACME", ben)
    first, second, theirs = story.request(mine), story.request(mine), story.request(other)
    with story.reading(ana) as reading:
        found = picked_requests(reading, ids=[second, theirs, first, 999])
        assert [row.id for row in found] == [second, first]
        assert account_names(reading) == ("Northwind",)
