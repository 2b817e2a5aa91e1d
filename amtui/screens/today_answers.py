"""Answering a row of the day's list in place: one key, then the letter of the answer."""

from functools import partial
from typing import TYPE_CHECKING

from amtui.domain.task_changes import FinishTask
from amtui.domain.today_records import TodayRow
from amtui.domain.vocabulary import ReviewKind, Source
from amtui.screens import request_more
from amtui.screens.dialogs.base import Choice
from amtui.screens.milestone_actions import reach_milestone
from amtui.screens.today_kept_answers import KEPT_ANSWERS, KeptAnswers

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from amtui.screens.today import TodayScreen

Option = tuple[str, str, str]
OPEN: Option = ("o", "Open", "open")
ON_REQUEST: tuple[Option, ...] = (
    ("a", "Answer the client", "comment"),
    ("z", "Snooze", "snooze"),
    ("g", "Delegate: give to a person, or route to a team", "assign"),
    ("x", "Decline, with a reply to the client", "decline"),
    OPEN,
)
LOG: Option = ("a", "Answer: log the contact that answers it", "log")
DONE: Option = ("a", "Answer: it is done", "done")
PLAN: Option = ("p", "Plan a review", "plan")
ON_REVIEW: tuple[Option, ...] = (
    ("a", "Answer: it was held, with what came of it", "held"),
    ("m", "Move to another day and time", "move"),
    ("n", "It did not take place", "missed"),
)
READ_ONLY = "This session is read-only, so that it can only be opened."
ASIDE: tuple[Option, ...] = (
    ("z", "Snooze: put aside until a day, or until it stands worse", "put_aside"),
    ("g", "Delegate, and follow it up", "delegate"),
    ("x", "Decline, with a text to send", "refuse"),
)
WAKE: Option = ("w", "Take up again: the answer no longer holds", "wake")
DONE_BY_KEY = frozenset({Source.TASK, Source.MILESTONE})
SPEAKING = frozenset({Source.UNANSWERED, Source.LAST_TOUCH, Source.REACTIVE, Source.LOW_ANSWER})
PLANNED = frozenset({Source.CADENCE_GAP, Source.KICKOFF, *SPEAKING})


def options(row: TodayRow, *, read_only: bool) -> list[Option]:
    """Return the answers that a row takes, each under its letter."""
    if row.source is Source.REQUEST:
        return [each for each in ON_REQUEST if each == OPEN or not read_only]
    if read_only:
        return [OPEN]
    kept = [*ASIDE, *((WAKE,) if row.answer else ()), OPEN]
    if row.source is Source.REVIEW:
        return [*ON_REVIEW, *kept]
    if row.source in DONE_BY_KEY:
        return [DONE, *kept]
    own = [*((LOG,) if row.source in SPEAKING else ()), *((PLAN,) if row.source in PLANNED else ())]
    return [*own, *kept]


class TodayAnswers:
    """The answers, for the screen of the day's list."""

    def __init__(self, screen: "TodayScreen") -> None:
        self.screen = screen

    async def ask(self, row: TodayRow, zone: "ZoneInfo") -> None:
        """Ask for the answer to a row and begin it."""
        app = self.screen.app
        read_only = app.backend is None or app.backend.read_only
        question = f"{row.account}: {row.what}" if row.account else row.what
        asked = f"{question}. {READ_ONLY}" if read_only else question
        answer: str | None = await app.push_screen_wait(Choice(asked, options(row, read_only=read_only)))
        if answer in KEPT_ANSWERS:
            await KeptAnswers(app).give(answer, row, question, zone)
        elif answer is not None:
            self._begin(row)[answer]()

    def _begin(self, row: TodayRow) -> "dict[str, Callable[[], None]]":
        """Return what begins each answer that other screens have too."""
        requests = self.screen.requests
        return {
            "comment": requests.answer_client,
            "snooze": requests.do_request_snooze,
            "assign": requests.do_request_assign,
            "decline": lambda: requests.on_rows(
                lambda rows: request_more.decline(requests.carrier, rows[0]), one=True
            ),
            "log": self.screen.do_contact_log,
            "plan": partial(self._plan, row),
            **{on: partial(self._on_review, row, on) for _, _, on in ON_REVIEW},
            "done": lambda: self.screen.app.begin(self._finish(row)),
            "open": partial(self.screen.open_row, row),
        }

    def _plan(self, row: TodayRow) -> None:
        from amtui.screens.review_actions import ReviewActions

        kind = ReviewKind.KICKOFF if row.source is Source.KICKOFF else None
        ReviewActions(self.screen).plan(row.account_id, row.account, kind=kind)

    def _on_review(self, row: TodayRow, answer: str) -> None:
        self.screen.app.begin(self._answer_review(row, answer))

    async def _answer_review(self, row: TodayRow, answer: str) -> None:
        """Close or move a review as it is now."""
        from amtui.data.queries.reviews import review_detail
        from amtui.screens.review_actions import ReviewActions

        backend = self.screen.app.backend
        if backend is not None and row.target_id is not None:
            review = (await backend.ask(review_detail, review_id=row.target_id)).row
            on = ReviewActions(self.screen)
            {"held": on.hold, "move": on.move, "missed": on.miss}[answer](review)

    async def _finish(self, row: TodayRow) -> None:
        """Say that a task is done, or a milestone reached, as it is now."""
        from amtui.data.queries.tasks import task

        app = self.screen.app
        if row.source is Source.MILESTONE and row.target_id is not None:
            await reach_milestone(app, row.target_id)
        elif app.backend is not None and row.target_id is not None:
            known = await app.backend.ask(task, task_id=row.target_id)
            await app.change(FinishTask(task_id=known.id, expected_version=known.version))
