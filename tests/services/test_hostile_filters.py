"""Whatever is typed into a filter: rows are found, or it is said what is wrong; the same on both engines."""

from contextlib import suppress

from amtui.data.queries.requests import request_page
from amtui.domain.errors import AmtuiError, Unavailable
from amtui.domain.filters import parse
from amtui.services.backend import Backend
from tests.services.world import World
from tests.support import hostile

BEFORE = ("", "account:", "due:<", '"')


def test_no_filter_makes_a_query_fail_or_shows_what_is_not_ones_own(world: World, ana: Backend) -> None:
    everything = {row.ref for row in ana.read(request_page).rows}
    for begin in BEFORE:
        for text in hostile.TEXTS.values():
            with suppress(AmtuiError):
                try:
                    found = ana.read(request_page, filter=parse(begin + text))
                except Unavailable as error:
                    raise AssertionError((begin, text[:40])) from error
                assert {row.ref for row in found.rows} <= everything
    assert len(world.as_("ada").read(request_page).rows) > len(everything)
