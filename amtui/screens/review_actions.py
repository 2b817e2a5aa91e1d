"""What can be done to reviews from any screen that shows them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from amtui.domain.change import Change
from amtui.domain.changes import CancelReview, HoldReview, MissReview, MoveReview, PlanReview
from amtui.domain.errors import AmtuiError, Unavailable
from amtui.domain.local_time import instant
from amtui.domain.review_changes import EditReview, EndSeries, MoveSeries, StartSeries
from amtui.domain.review_records import ReviewRow, Suggestion
from amtui.domain.review_words import as_markdown
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.domain.wording import counted, label
from amtui.screens.clashing import change_asking
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.dialogs.review_hold import KEPT, Held, HoldDialog, Standing
from amtui.screens.dialogs.review_move import Moved, MoveDialog
from amtui.screens.dialogs.review_plan import KEPT as PLAN_KEPT
from amtui.screens.dialogs.review_plan import PlanDialog, Planned
from amtui.screens.dialogs.review_write import Invitation, InvitationDialog, Notes, NotesDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.text import one_line

if TYPE_CHECKING:
    from amtui.domain.review_records import SeriesRow
    from amtui.screens.base import BaseScreen


class ReviewActions:
    """Plan, move, hold, miss, cancel and write, for one screen."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are typed and shown in."""
        return zone_of(self.screen.app)

    def plan(
        self,
        account_id: int | None,
        account: str,
        at: datetime | None = None,
        kind: ReviewKind | None = None,
    ) -> None:
        """Ask what is to be planned, and plan it; without a time at one that suits both.

        Without a kind it begins with the one that the account lacks, else with a check-in.
        """
        self.screen.app.begin(self._plan(account_id, account, at, kind))

    def move(self, review: ReviewRow) -> None:
        """Ask for the new day and time, and move there, the series along if asked."""
        self.screen.app.begin(self._move(review))

    def shift(self, review: ReviewRow, days: int) -> None:
        """Move by whole days; the hour of the day stays."""
        there = review.starts_at.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=days)
        self.screen.app.begin_change(
            MoveReview(review_id=review.id, expected_version=review.version, starts_at=self._utc(there))
        )

    def hold(self, review: ReviewRow) -> None:
        """Ask for the outcome, and close the review as held."""
        self.screen.app.begin(self._hold(review))

    def miss(self, review: ReviewRow) -> None:
        """Ask for the reason, and record that the review did not take place."""
        self.screen.app.begin(self._miss(review))

    def cancel(self, review: ReviewRow) -> None:
        """Ask for the reason, and cancel the review."""
        self.screen.app.begin(self._cancel(review))

    def write_notes(self, review: ReviewRow) -> None:
        """Let the notes be written, and save them."""
        self.screen.app.begin(self._write_notes(review))

    def edit(self, review: ReviewRow) -> None:
        """Let agenda, attendees and length be changed."""
        self.screen.app.begin(self._edit(review))

    def copy(self, review: ReviewRow) -> None:
        """Copy the review as Markdown."""
        self.screen.app.begin(self._copy(review))

    def copy_ics(self, review: ReviewRow) -> None:
        """Copy the review as iCalendar text."""
        self.screen.app.begin(self._copy_ics(review))

    def _utc(self, wall: datetime) -> datetime:
        return instant(wall, self.zone)

    async def _plan(
        self, account_id: int | None, account: str, at: datetime | None, kind: ReviewKind | None
    ) -> None:
        app = self.screen.app
        kind = kind or await self._missing(account_id)
        start = (at or app.clock.now() + timedelta(days=1)).astimezone(self.zone)
        start = start if at else start.replace(hour=10, minute=0)

        async def suggest(name: str, wanted: ReviewKind) -> Sequence[Suggestion] | None:
            return await self._suggest(account_id if name == one_line(account) else None, name, wanted)

        dialog = PlanDialog(account, start, self.zone, kind, suggest, keep_time=at is not None)
        answer: Planned | None = await app.push_screen_wait(dialog)
        if answer is None:
            return
        same = answer.account == one_line(account).strip()
        found, zone = await self._account(account_id if same else None, answer.account)
        if await app.change(self._planned(answer, found, zone)) is not None:
            for field in PLAN_KEPT:
                app.state.put(PlanDialog.draft_name(account, field), None)

    async def _missing(self, account_id: int | None) -> ReviewKind:
        """Return the first kind of review that an account lacks; a check-in where it lacks none."""
        from amtui.data.queries.cadence import cadence_gaps

        backend = self.screen.app.backend
        if account_id is None or backend is None:
            return ReviewKind.CHECK_IN
        gaps = await backend.ask(cadence_gaps, account_ids=(account_id,))
        return gaps[0].kind if gaps else ReviewKind.CHECK_IN

    async def _account(self, account_id: int | None, name: str) -> tuple[int, ZoneInfo]:
        """Return the id of an account, found by its name where it is not known, and its zone."""
        from amtui.data.queries.places import places
        from amtui.data.queries.portfolio import account_id_of

        backend = self.screen.app.backend
        if backend is None:
            raise Unavailable("the database is not open")
        if account_id is None:
            account_id = await backend.ask(account_id_of, name=name)
        (place, *_) = await backend.ask(places, account_ids=(account_id,))
        return account_id, ZoneInfo(place.zone)

    def _planned(self, answer: Planned, account_id: int, zone: ZoneInfo) -> Change:
        starts_at = self._utc(answer.at)
        if not answer.again:
            return PlanReview(
                account_id=account_id,
                kind=ReviewKind(answer.kind),
                starts_at=starts_at,
                minutes=answer.minutes,
                agenda=answer.agenda,
                attendees=answer.attendees,
            )
        there = starts_at.astimezone(zone)
        every, unit = int(answer.again[:-1]), answer.again[-1]
        return StartSeries(
            account_id=account_id,
            kind=ReviewKind(answer.kind),
            first=there.date(),
            minute_of_day=there.hour * 60 + there.minute,
            minutes=answer.minutes,
            every_months=every if unit == "m" else None,
            every_weeks=every if unit == "w" else None,
            attendees=answer.attendees,
            agenda=answer.agenda,
        )

    async def _suggest(
        self, account_id: int | None, name: str, kind: ReviewKind
    ) -> Sequence[Suggestion] | None:
        """Return free times, or None for an account that is not known yet."""
        from amtui.data.queries.suggestions import suggestions

        backend = self.screen.app.backend
        if backend is None:
            return None
        try:
            found, _ = await self._account(account_id, name)
            return await backend.ask(suggestions, account_id=found, kind=kind)
        except AmtuiError:
            return None

    async def _move(self, review: ReviewRow) -> None:
        dialog = MoveDialog(
            _called(review), review.starts_at.astimezone(self.zone), of_series=review.series_id is not None
        )
        answer: Moved | None = await self.screen.app.push_screen_wait(dialog)
        if answer is not None:
            kind = MoveSeries if answer.series else MoveReview
            await self.screen.app.change(
                kind(review_id=review.id, expected_version=review.version, starts_at=self._utc(answer.at))
            )

    async def _hold(self, review: ReviewRow) -> None:
        app = self.screen.app
        standing = await self._standing(review) if review.kind is ReviewKind.QBR else ()
        next_at = await self._next_free(review)
        dialog = HoldDialog(review, standing, next_at.astimezone(self.zone) if next_at else None)
        answer: Held | None = await app.push_screen_wait(dialog)
        if answer is None:
            return
        receipt = await app.change(
            HoldReview(
                review_id=review.id,
                expected_version=review.version,
                outcome=answer.outcome,
                new_plan=answer.plan or None,
                next_at=self._utc(answer.next_at) if answer.next_at else None,
            )
        )
        if receipt is not None:
            for field in KEPT:
                app.state.put(HoldDialog.draft_name(review, field), None)

    async def _standing(self, review: ReviewRow) -> Standing:
        from amtui.services.goal_figures import standing

        backend = self.screen.app.backend
        return () if backend is None else await backend.ask(standing, account_id=review.account_id)

    async def _next_free(self, review: ReviewRow) -> datetime | None:
        """Return a free time for the next of its kind, if it has a cadence and none is planned yet."""
        from amtui.data.queries.suggestions import next_free

        backend = self.screen.app.backend
        return None if backend is None else await backend.ask(next_free, review_id=review.id)

    async def _miss(self, review: ReviewRow) -> None:
        question = f"The {label(review.kind)} with {review.account} did not take place"
        reason: str | None = ""
        if review.starts_at - self.screen.app.clock.now() <= timedelta(days=1):  # else refused, unasked
            reason = await self.screen.app.push_screen_wait(ReasonDialog(question, needed=False))
        if reason is not None:
            await self.screen.app.change(
                MissReview(review_id=review.id, expected_version=review.version, reason=reason)
            )

    async def _cancel(self, review: ReviewRow) -> None:
        series = await self._series(review)
        if series is not None:
            await self._cancel_of_series(review, series)
            return
        question = f"Cancel the {label(review.kind)} with {review.account}"
        reason: str | None = await self.screen.app.push_screen_wait(ReasonDialog(question))
        if reason is not None:
            await self.screen.app.change(
                CancelReview(review_id=review.id, expected_version=review.version, reason=reason)
            )

    async def _cancel_of_series(self, review: ReviewRow, series: "SeriesRow") -> None:
        from amtui.screens.dialogs.review_cancel import CancelDialog, Cancelled

        ends = f"the series ends: {counted(series.planned, 'planned review')} cancelled"
        dialog = CancelDialog(_called(review), ends)
        answer: Cancelled | None = await self.screen.app.push_screen_wait(dialog)
        if answer is None:
            return
        change: Change = CancelReview(
            review_id=review.id, expected_version=review.version, reason=answer.reason
        )
        if answer.series:
            change = EndSeries(series_id=series.id, expected_version=series.version, reason=answer.reason)
        await self.screen.app.change(change)

    async def _series(self, review: ReviewRow) -> "SeriesRow | None":
        """Return the series that a planned review comes from, while it runs."""
        from amtui.data.queries.series import all_series

        backend = self.screen.app.backend
        if backend is None or review.series_id is None or review.status is not ReviewStatus.PLANNED:
            return None
        found = await backend.ask(all_series, account_id=review.account_id)
        return next((one for one in found if one.id == review.series_id and one.ends_on is None), None)

    async def _write_notes(self, review: ReviewRow) -> None:
        dialog = NotesDialog(review)
        notes: Notes | None = await self.screen.app.push_screen_wait(dialog)
        if notes is None:
            self.screen.reload()
            return
        change = EditReview(review_id=review.id, expected_version=notes.version, notes=notes.text)
        await self._save(change, review, dialog.draft_name)

    async def _edit(self, review: ReviewRow) -> None:
        dialog = InvitationDialog(review, review.agenda)
        answer: Invitation | None = await self.screen.app.push_screen_wait(dialog)
        if answer is None:
            return
        change = EditReview(
            review_id=review.id,
            expected_version=answer.version,
            agenda=answer.agenda,
            attendees=answer.attendees,
            minutes=answer.minutes,
        )
        await self._save(change, review, dialog.draft_name)

    async def _save(self, change: EditReview, review: ReviewRow, draft: str) -> None:
        """Save what was written, and let its draft go; where somebody was first, ask whose it shall be."""
        app = self.screen.app
        if await change_asking(app, change, f"the {label(review.kind)}") is not None:
            app.state.put(draft, None)

    async def _copy(self, review: ReviewRow) -> None:
        from amtui.data.queries.reviews import review_detail

        app = self.screen.app
        if app.backend is not None:
            detail = await app.backend.ask(review_detail, review_id=review.id)
            app.copy_to_clipboard(as_markdown(detail, self.zone))
            app.say(f"The {label(review.kind)} with {review.account} is copied as Markdown.")

    async def _copy_ics(self, review: ReviewRow) -> None:
        from amtui.data.formats.ics_write import write_calendar
        from amtui.data.queries.reminders import reminders
        from amtui.data.queries.review_addresses import review_people

        app = self.screen.app
        if app.backend is not None:
            people = await app.backend.ask(review_people, rows=(review,))
            moments = await app.backend.ask(reminders, rows=(review,))
            app.copy_to_clipboard(write_calendar((review,), app.clock.now(), people, moments).decode())
            app.say(f"The {label(review.kind)} with {review.account} is copied as iCalendar.")


def _called(review: ReviewRow) -> str:
    return f"the {label(review.kind)} with {review.account}"


class _Reviewing(Protocol):
    """A screen with reviews."""

    def act_on_review(self, name: str, *args: Any) -> None:
        """Do an action of `ReviewActions` to what is under the cursor."""


class _WithReviews(Protocol):
    """A screen that finds the review under its cursor."""

    @property
    def reviews(self) -> ReviewActions:
        """What can be done to reviews."""

    def with_review(self, act: Callable[[ReviewRow], None]) -> None:
        """Do something to the review under the cursor."""


def on_review(name: str, *args: Any) -> Callable[[Any], None]:
    """Return the answer of a screen to a key: an action of `ReviewActions` on what is under the cursor."""

    def act(screen: _Reviewing) -> None:
        screen.act_on_review(name, *args)

    return act


class AnswersReviews:
    """The answers of a screen to the keys of reviews, each on the one that `with_review` finds."""

    def act_on_review(self: "_WithReviews", name: str, *args: Any) -> None:
        """Do an action of `ReviewActions` to the review under the cursor."""
        self.with_review(lambda review: getattr(self.reviews, name)(review, *args))

    do_review_move = on_review("move")
    do_review_day_later = on_review("shift", 1)
    do_review_day_earlier = on_review("shift", -1)
    do_review_week_later = on_review("shift", 7)
    do_review_week_earlier = on_review("shift", -7)
    do_review_hold = on_review("hold")
    do_review_miss = on_review("miss")
    do_review_cancel = on_review("cancel")
    do_review_notes = on_review("write_notes")
    do_review_edit = on_review("edit")
    do_review_copy = on_review("copy")
    do_review_ics = on_review("copy_ics")
