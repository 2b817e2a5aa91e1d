"""What stands beside the day and time of a review while they are typed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from textual.widgets import Input

from amtui.widgets.fields import FormField
from tests.flows.office import Office
from tests.flows.test_reviews_flow import to_the_next
from tests.flows.visitor import Visitor, visiting


def field_of(me: Visitor, name: str) -> FormField:
    """Return a field of the dialog."""
    return next(one for one in me.app.screen.query(FormField) if one.field_name == name)


def beside(me: Visitor, name: str = "at") -> str:
    """Return what is said beside a day and time."""
    return str(field_of(me, name).query(".message").last().render())


async def put(me: Visitor, text: str, name: str = "at") -> None:
    """Type another day and time."""
    field = field_of(me, name)
    field.focus()
    assert isinstance(field.input, Input)
    field.input.value = text
    await me.settle()


async def test_a_typed_time_is_not_called_free_as_the_one_before_it_was(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("a")
        await me.see("free for both")
        await put(me, "2027-06-19 03:00")
        assert beside(me) == "Sat 19 Jun 03:00"
        await put(me, "fri 10:00")
        assert beside(me) == "Fri 06 Mar 10:00"
        await put(me, "2027-02-29 10:00")
        assert beside(me) == ""
        await me.press("ctrl+n")
        assert beside(me).endswith("free for both")


async def test_what_the_clock_of_the_client_shows_stands_beside(office: Office) -> None:
    office.sql("UPDATE accounts SET zone = 'America/New_York'")
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("a")
        await me.see("free for both")
        found = datetime.fromisoformat(field_of(me, "at").value).replace(tzinfo=ZoneInfo("Europe/Berlin"))
        there = found.astimezone(ZoneInfo("America/New_York"))
        assert beside(me) == f"{found:%a}, free for both, {there:%H:%M} there"
        await put(me, "2027-06-19 03:00")
        assert beside(me) == "Sat 19 Jun 03:00, Fri 21:00 there"


async def test_an_hour_that_no_clock_shows_is_told_as_what_it_becomes(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await to_the_next(me, "QBR")
        await me.press("M")
        await put(me, "2027-03-28 02:30")
        assert beside(me) == "Sun 28 Mar 03:00"


async def test_the_next_one_is_called_free_only_at_the_time_that_was_found(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "Check-in")
        office.sql("UPDATE reviews SET series_id = NULL, series_day = NULL")
        office.sql("DELETE FROM reviews WHERE status = 'planned' AND id <> ?", review)
        await me.press("r", "f")
        assert beside(me, "next") == "free; empty plans none"
        await put(me, "2026-06-20 03:00", "next")
        assert beside(me, "next") == "Sat 20 Jun 03:00"
        await put(me, "", "next")
        assert beside(me, "next") == "none is planned"
