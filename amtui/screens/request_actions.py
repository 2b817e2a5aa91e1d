"""What can be done to requests from any screen that shows them: each asks what it must, then changes."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from amtui.domain.changes import EditRequest
from amtui.domain.request_recipes import Recipe, Say, ToOwner, ToPriority, ToRoute, ToStatus
from amtui.domain.request_recipes_aside import Later
from amtui.domain.request_records import RequestDetail, RequestRow
from amtui.domain.request_rules import needs_reason
from amtui.domain.vocabulary import Priority, RequestStatus, Route
from amtui.domain.wording import title
from amtui.screens import request_more as more
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.request_carry import Carrier, Rows
from amtui.screens.viewer import zone_of

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen
    from amtui.screens.dialogs.edit import Edited


class RequestActions:
    """Status, priority, owner, comments and texts, for one screen.

    Args:
        screen: where it is asked.
        ids: gives the requests that are meant: the marked ones, or the one under the cursor.
    """

    def __init__(self, screen: "BaseScreen", ids: Callable[[], Awaitable[Sequence[int]]]) -> None:
        self.screen = screen
        self.carrier = Carrier(screen)
        self._ids = ids

    def on_rows(self, act: Callable[[Rows], Coroutine[Any, Any, Any]], *, one: bool = False) -> None:
        """Begin a piece of work on the requests that are meant, as they are now."""

        async def work() -> None:
            ids = await self._ids()
            if rows := await self.carrier.rows(ids[:1] if one else ids):
                await act(rows)

        self.screen.app.begin(work(), asks=True)

    def do_request_status(self) -> None:
        """Ask for a status and set it."""
        self.on_rows(self._status)

    def do_request_priority(self) -> None:
        """Ask for a priority and the reason, and set it."""
        self.on_rows(self._priority)

    def do_request_assign(self) -> None:
        """Ask for an owner or a route, and set it."""
        self.on_rows(self._assign)

    def do_request_comment(self) -> None:
        """Ask for a comment and add it."""
        self.on_rows(self._comment)

    def answer_client(self) -> None:
        """Ask for an answer that the client sees, and add it."""
        self.on_rows(partial(self._comment, to_client=True))

    def do_request_edit(self) -> None:
        """Ask for subject and description and set them."""
        self.on_rows(self._edit, one=True)

    def do_request_repeat(self) -> None:
        """Do once more what was done last."""
        recipe = self.screen.app.repeatable
        if isinstance(recipe, Recipe):
            self.on_rows(lambda rows: self.carrier.carry(recipe, rows))
        else:
            self.screen.app.say("Nothing was done yet that could be repeated.", severity="warning")

    def do_request_edit_outside(self) -> None:
        """Lend the terminal to the user's own editor, then set what it left."""
        self.on_rows(self._edit_outside, one=True)

    def do_request_markdown(self) -> None:
        """Copy the whole request."""
        self.on_rows(self._markdown, one=True)

    def do_list_copy(self) -> None:
        """Copy the reference, on a screen that is no list."""
        self.on_rows(self._copy_reference, one=True)

    def do_request_snooze(self) -> None:
        """Ask until when and put the requests aside."""
        self.on_rows(partial(more.snooze, self.carrier))

    def do_request_wake(self) -> None:
        """Take the requests up again."""
        self.on_rows(partial(more.wake, self.carrier))

    def do_request_day_later(self) -> None:
        """Move the date by a day."""
        self._later(1)

    def do_request_day_earlier(self) -> None:
        """Move the date back by a day."""
        self._later(-1)

    def do_request_week_later(self) -> None:
        """Move the date by a week."""
        self._later(7)

    def do_request_week_earlier(self) -> None:
        """Move the date back by a week."""
        self._later(-7)

    def _later(self, days: int) -> None:
        recipe = Later(days, zone_of(self.screen.app))
        self.on_rows(lambda rows: self.carrier.carry(recipe, rows))

    def do_request_move(self) -> None:
        """Ask for the right account and move the requests there."""
        self.on_rows(partial(more.move, self.carrier))

    def do_request_escalate(self) -> None:
        """Ask to whom and escalate."""
        self._on_one(more.escalate)

    def do_request_new(self) -> None:
        """Ask for what is needed and log a request."""
        row = self.screen.selected()
        self.screen.app.begin(more.log_new(self.carrier, row if isinstance(row, RequestRow) else None))

    def do_request_pack(self) -> None:
        """Make the evidence pack."""
        self._on_one(more.pack)

    def do_request_why(self) -> None:
        """Explain the due times."""
        self._on_one(more.why)

    def do_request_reply(self) -> None:
        """Offer the reply text."""
        self._on_one(more.reply)

    def _on_one(self, act: Callable[[Carrier, RequestRow], Coroutine[Any, Any, Any]]) -> None:
        self.on_rows(lambda rows: act(self.carrier, rows[0]), one=True)

    async def _status(self, rows: Rows) -> None:
        from amtui.screens.dialogs.status import StatusDialog

        answer: str | None = await self.carrier.ask(StatusDialog(rows))
        if answer is None:
            return
        to = RequestStatus(answer)
        reason = None
        if any(needs_reason(row.status, to) for row in rows):
            reason = await self.carrier.ask(ReasonDialog("Why?", draft=_named("reason", rows)))
            if reason is None:
                return
        await self.carrier.carry(ToStatus(to, reason), rows)

    async def _priority(self, rows: Rows) -> None:
        from amtui.screens.dialogs.priority import PriorityDialog

        answer: str | None = await self.carrier.ask(PriorityDialog(rows))
        if answer is None:
            return
        question = ReasonDialog(f"Why {answer}?", draft=_named("reason", rows))
        reason: str | None = await self.carrier.ask(question)
        if reason is not None:
            await self.carrier.carry(ToPriority(Priority(answer), reason), rows)

    async def _assign(self, rows: Rows) -> None:
        from amtui.data.queries.people import users
        from amtui.screens.dialogs.assign import AssignDialog

        backend = self.screen.app.backend
        if backend is None:
            return
        people = await backend.ask(users)
        answer: str | None = await self.carrier.ask(AssignDialog(rows, people))
        if answer is None:
            return
        kind, _, what = answer.partition(" ")
        if kind == "user":
            name = next(person.name for person in people if person.id == int(what))
            await self.carrier.carry(ToOwner(int(what), name), rows)
        elif (ticket := await self._ticket(Route(what), rows)) is not None:
            await self.carrier.carry(ToRoute(Route(what), ticket or None), rows)

    async def _ticket(self, to: Route, rows: Rows) -> str | None:
        known = rows[0].external_ticket or "" if len(rows) == 1 else ""
        what = rows[0].ref if len(rows) == 1 else f"{len(rows):,} requests"
        question = ReasonDialog(f"{what} → {title(to)}", "Their ticket", known, needed=False)
        ticket: str | None = await self.carrier.ask(question)
        return ticket

    async def _comment(self, rows: Rows, *, to_client: bool = False) -> None:
        from amtui.screens.dialogs.comment import CommentDialog

        if answer := await self.carrier.ask(CommentDialog(rows, to_client=to_client)):
            await self.carrier.carry(Say(answer.text, answer.shared), rows)

    async def _edit(self, rows: Rows) -> None:
        from amtui.screens.dialogs.edit import EditDialog

        detail = await self.detail(rows[0].id)
        answer = await self.carrier.ask(EditDialog(detail)) if detail else None
        if detail and answer:
            await self.rewrite(detail, answer)

    async def _edit_outside(self, rows: Rows) -> None:
        from amtui.screens.request_texts import edit_outside

        detail = await self.detail(rows[0].id)
        answer = await edit_outside(self.screen.app, detail) if detail else None
        if detail and answer:
            await self.rewrite(detail, answer)

    async def _markdown(self, rows: Rows) -> None:
        from amtui.screens.request_texts import copy_markdown

        if detail := await self.detail(rows[0].id):
            await copy_markdown(self.screen.app, detail)

    async def _copy_reference(self, rows: Rows) -> None:
        self.screen.app.copy_to_clipboard(rows[0].ref)
        self.screen.app.say(f"Copied {rows[0].ref}")

    async def rewrite(self, detail: RequestDetail, to: "Edited") -> None:
        """Set the texts of a request that differ."""
        row = detail.row
        change = EditRequest(
            request_id=row.id,
            expected_version=to.version,
            subject=to.subject if to.subject != row.subject else None,
            description=to.description if to.description != detail.description else None,
        )
        await self.carrier.change(change, row.ref)

    async def detail(self, request_id: int) -> RequestDetail | None:
        """Return all of a request as it is now."""
        from amtui.data.queries.request_detail import request_detail

        backend = self.screen.app.backend
        return await backend.ask(request_detail, request_id=request_id) if backend else None


def _named(kind: str, rows: Rows) -> str:
    """Return the name of a draft: that of the request, or of all marked ones."""
    return f"{kind}.{rows[0].id if len(rows) == 1 else 'marked'}"
