"""Two people write about one review: the second sees what the first wrote, and chooses."""

from amtui.domain.review_changes import EditReview
from tests.flows.office import Office
from tests.flows.test_reviews_flow import WRITTEN, to_the_next
from tests.flows.visitor import visiting


def theirs(office: Office, review: int, **fields: object) -> str:
    """Let the manager write something about a review first; return who that is."""
    login, name = office.sql("SELECT login, name FROM users WHERE role = 'manager'")[0]
    (version,) = office.sql("SELECT version FROM reviews WHERE id = ?", review)[0]
    office.change(EditReview(review_id=review, expected_version=version, **fields), login=login)  # type: ignore[arg-type]
    return str(name)


async def test_notes_of_two_stand_under_one_another_where_the_second_says_so(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        await me.press("n")
        await me.type("Mine")
        who = theirs(office, review, notes="Theirs")
        await me.press("ctrl+j")
        assert f"{who} changed the QBR first" in me.text()
        await me.press("b")
        assert office.sql(WRITTEN, review)[0][2] == "Theirs\n\nMine"


async def test_a_draft_is_not_saved_over_what_came_after_it_began(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        await me.press("n")
        await me.type("Mine")
        await me.press("escape")
        who = theirs(office, review, notes="Theirs")
        await me.hear()
        await me.press("n", "ctrl+j")
        assert f"{who} changed the QBR first" in me.text()
        await me.press("escape")
        assert office.sql(WRITTEN, review)[0][2] == "Theirs"
        await me.press("n", "ctrl+j", "m")
        assert office.sql(WRITTEN, review)[0][2] == "Mine"


async def test_an_agenda_that_others_changed_meanwhile_is_asked_about_and_kept(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        await me.press("e")
        await me.type(" Staff on Mondays.")
        theirs(office, review, agenda="Theirs", attendees=("Ada",), minutes=90)
        await me.press("ctrl+j")
        await me.press("m")
        agenda, minutes, people = office.sql(
            "SELECT agenda, minutes, attendees FROM reviews WHERE id = ?", review
        )[0]
        assert agenda.endswith(" Staff on Mondays.")
        assert (minutes, people) == (90, '["Ada"]')


async def test_an_agenda_is_kept_where_it_was_left_unsaved(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await to_the_next(me, "QBR")
        await me.press("e")
        await me.type(" Staff on Mondays.")
        await me.press("escape", "e")
        assert "Staff on Mondays." in me.shown
