"""What can be done to reviews from any screen that shows them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.domain.changes import CancelReview, HoldReview, MoveReview, PlanReview
from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import label
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.dialogs.review import HoldDialog, PlanDialog, Planned

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen


class ReviewActions:
    """Plan, move, hold and cancel, for one screen."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are typed and shown in."""
        backend = self.screen.app.backend
        return ZoneInfo(backend.identity.zone if backend else "UTC")

    def plan(self, account_id: int | None, account: str, at: datetime | None = None) -> None:
        """Ask what is to be planned, and plan it."""
        self.screen.app.begin(self._plan(account_id, account, at))

    def move(self, review: ReviewRow) -> None:
        """Ask for the new day and time, and move there."""
        self.screen.app.begin(self._move(review))

    def shift(self, review: ReviewRow, days: int) -> None:
        """Move by whole days; the hour of the day stays."""
        at = (review.starts_at.astimezone(self.zone) + timedelta(days=days)).astimezone(ZoneInfo("UTC"))
        self.screen.app.begin_change(
            MoveReview(review_id=review.id, expected_version=review.version, starts_at=at)
        )

    def hold(self, review: ReviewRow) -> None:
        """Ask for the outcome, and close the review as held."""
        self.screen.app.begin(self._hold(review))

    def cancel(self, review: ReviewRow) -> None:
        """Ask for the reason, and cancel the review."""
        self.screen.app.begin(self._cancel(review))

    async def _plan(self, account_id: int | None, account: str, at: datetime | None) -> None:
        from amtui.data.queries.portfolio import find_account

        app = self.screen.app
        start = (at or app.clock.now() + timedelta(days=1)).astimezone(self.zone)
        answer: Planned | None = await app.push_screen_wait(PlanDialog(account, start))
        if answer is None or app.backend is None:
            return
        if account_id is None or answer.account != account:
            account_id = (await app.backend.ask(find_account, name=answer.account)).id
        await app.change(
            PlanReview(
                account_id=account_id,
                kind=ReviewKind(answer.kind),
                starts_at=answer.at.replace(tzinfo=self.zone).astimezone(ZoneInfo("UTC")),
                minutes=answer.minutes,
                agenda=answer.agenda,
            )
        )

    async def _move(self, review: ReviewRow) -> None:
        now = f"{review.starts_at.astimezone(self.zone):%Y-%m-%d %H:%M}"
        question = f"Move the {label(review.kind)} with {review.account} to"
        answer: str | None = await self.screen.app.push_screen_wait(ReasonDialog(question, "Day, time", now))
        if answer is None:
            return
        try:
            at = datetime.fromisoformat(answer).replace(tzinfo=self.zone)
        except ValueError:
            self.screen.app.say("Write the day and time as 2026-12-01 10:00.", severity="warning")
            return
        await self.screen.app.change(
            MoveReview(
                review_id=review.id, expected_version=review.version, starts_at=at.astimezone(ZoneInfo("UTC"))
            )
        )

    async def _hold(self, review: ReviewRow) -> None:
        answer: tuple[str, str] | None = await self.screen.app.push_screen_wait(HoldDialog(review))
        if answer is not None:
            outcome, new_plan = answer
            await self.screen.app.change(
                HoldReview(
                    review_id=review.id,
                    expected_version=review.version,
                    outcome=outcome,
                    new_plan=new_plan or None,
                )
            )

    async def _cancel(self, review: ReviewRow) -> None:
        question = f"Cancel the {label(review.kind)} with {review.account}"
        reason: str | None = await self.screen.app.push_screen_wait(ReasonDialog(question))
        if reason is not None:
            await self.screen.app.change(
                CancelReview(review_id=review.id, expected_version=review.version, reason=reason)
            )
