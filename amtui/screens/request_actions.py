"""What can be done to requests from any screen that shows them: each asks what it must, then changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from amtui.domain.change import Change
from amtui.domain.changes import AddComment, Bulk, SetOwner, SetPriority, SetRoute, SetStatus
from amtui.domain.errors import AmtuiError
from amtui.domain.request_records import RequestDetail
from amtui.domain.request_rules import needs_reason
from amtui.domain.vocabulary import Priority, RequestStatus, Route
from amtui.domain.wording import title
from amtui.screens.dialogs.assign import AssignDialog
from amtui.screens.dialogs.comment import CommentDialog, Written
from amtui.screens.dialogs.priority import PriorityDialog
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.screens.dialogs.status import StatusDialog

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen


class RequestActions:
    """Status, priority, owner and comments, for one screen."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    def set_status(self, ids: Sequence[int]) -> None:
        """Ask for a status and set it on every request of `ids`, as one group."""
        self.screen.app.begin(self._set_status(ids))

    def set_priority(self, ids: Sequence[int]) -> None:
        """Ask for a priority and the reason, and set it."""
        self.screen.app.begin(self._set_priority(ids))

    def assign(self, ids: Sequence[int]) -> None:
        """Ask for an owner or a route, and set it."""
        self.screen.app.begin(self._assign(ids))

    def comment(self, ids: Sequence[int]) -> None:
        """Ask for a comment and add it."""
        self.screen.app.begin(self._comment(ids))

    async def _details(self, ids: Sequence[int]) -> list[RequestDetail]:
        from amtui.data.queries.request_detail import request_detail

        backend = self.screen.app.backend
        if backend is None or not ids:
            self.screen.app.say("There is no request under the cursor.", severity="warning")
            return []
        try:
            return [await backend.ask(request_detail, request_id=request_id) for request_id in ids]
        except AmtuiError as error:
            self.screen.app.say(error.message, severity="error")
            return []

    async def _change(self, ids: Sequence[int], changes: Sequence[Change]) -> None:
        one = changes[0] if len(changes) == 1 else Bulk(changes=tuple(changes))
        await self.screen.app.change(one, lambda: self.screen.answered(ids))

    async def _set_status(self, ids: Sequence[int]) -> None:
        details = await self._details(ids)
        if not details:
            return
        rows = [detail.row for detail in details]
        answer: str | None = await self.screen.app.push_screen_wait(StatusDialog(rows))
        if answer is None:
            return
        to = RequestStatus(answer)
        reason = None
        if any(needs_reason(row.status, to) for row in rows):
            reason = await self.screen.app.push_screen_wait(ReasonDialog("Why?"))
            if reason is None:
                return
        await self._change(
            ids,
            [
                SetStatus(request_id=row.id, expected_version=row.version, to=to, reason=reason)
                for row in rows
            ],
        )

    async def _set_priority(self, ids: Sequence[int]) -> None:
        details = await self._details(ids[:1])
        if not details:
            return
        row = details[0].row
        answer: str | None = await self.screen.app.push_screen_wait(PriorityDialog(row))
        if answer is None:
            return
        reason: str | None = await self.screen.app.push_screen_wait(ReasonDialog(f"Why {answer}?"))
        if reason is not None:
            await self.screen.app.change(
                SetPriority(
                    request_id=row.id, expected_version=row.version, to=Priority(answer), reason=reason
                )
            )

    async def _assign(self, ids: Sequence[int]) -> None:
        from amtui.data.queries.people import users

        details = await self._details(ids[:1])
        backend = self.screen.app.backend
        if not details or backend is None:
            return
        row = details[0].row
        people = await backend.ask(users)
        answer: str | None = await self.screen.app.push_screen_wait(AssignDialog(row, people))
        if answer is None:
            return
        kind, _, what = answer.partition(" ")
        if kind == "user":
            change: Change = SetOwner(request_id=row.id, expected_version=row.version, owner_id=int(what))
        else:
            question = ReasonDialog(
                f"{row.ref} → {title(Route(what))}", "Their ticket", row.external_ticket or "", needed=False
            )
            ticket: str | None = await self.screen.app.push_screen_wait(question)
            if ticket is None:
                return
            change = SetRoute(
                request_id=row.id,
                expected_version=row.version,
                to=Route(what),
                external_ticket=ticket or None,
            )
        await self._change([row.id], [change])

    async def _comment(self, ids: Sequence[int]) -> None:
        details = await self._details(ids[:1])
        if not details:
            return
        row = details[0].row
        answer: Written | None = await self.screen.app.push_screen_wait(CommentDialog(row))
        if answer is None:
            return
        receipt = await self.screen.app.change(
            AddComment(request_id=row.id, text=answer.text, shared=answer.shared)
        )
        if receipt is not None:
            self.screen.app.state.put(CommentDialog.draft_name(row), None)
