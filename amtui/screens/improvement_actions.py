"""What can be done to improvement actions from the screen that shows them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from amtui.domain.clock import local_day
from amtui.domain.improvement_changes import (
    AgreeAction,
    DropAction,
    EditAction,
    ImplementAction,
    ProposeAction,
    TickStep,
    ValidateAction,
)
from amtui.domain.improvement_records import ImprovementBoard, ImprovementDetail
from amtui.domain.improvement_rules import MOVES
from amtui.domain.local_time import zone_named
from amtui.domain.vocabulary import ImprovementStatus
from amtui.screens.dialogs.improvement import (
    Evidence,
    EvidenceDialog,
    ImprovementStatusDialog,
    Proposed,
    ProposeDialog,
    StepsDialog,
)
from amtui.screens.dialogs.reason import ReasonDialog

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen


class ImprovementActions:
    """Propose, edit, move on, prove and drop, for one screen."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    def propose(
        self, account_id: int, account: str, board: ImprovementBoard, then: Callable[[int | None], None]
    ) -> None:
        """Ask what is to be done, and propose it; `then` hears the id of the new action."""
        self.screen.app.begin(self._propose(account_id, account, board, then))

    def edit(self, detail: ImprovementDetail, board: ImprovementBoard) -> None:
        """Ask for other words, another goal or playbook."""
        self.screen.app.begin(self._edit(detail, board))

    def set_status(self, detail: ImprovementDetail, zone: str) -> None:
        """Ask what is recorded next, and for what belongs to it; days are those of the account's zone."""
        self.screen.app.begin(self._set_status(detail, zone))

    def hand_in(self, detail: ImprovementDetail, board: ImprovementBoard) -> None:
        """Ask for the evidence, and hand it in."""
        self.screen.app.begin(self._hand_in(detail, board))

    def tick(self, detail: ImprovementDetail) -> None:
        """Ask for a step, and turn it round."""
        self.screen.app.begin(self._tick(detail))

    async def _propose(
        self, account_id: int, account: str, board: ImprovementBoard, then: Callable[[int | None], None]
    ) -> None:
        app = self.screen.app
        question = f"Propose an action to {account}"
        answer: Proposed | None = await app.push_screen_wait(ProposeDialog(question, board))
        if answer is not None:
            receipt = await app.change(
                ProposeAction(
                    account_id=account_id,
                    what=answer.what,
                    goal_id=answer.goal_id,
                    playbook=answer.playbook,
                    hypothesis=answer.hypothesis,
                )
            )
            then(receipt.entity_id if receipt else None)

    async def _edit(self, detail: ImprovementDetail, board: ImprovementBoard) -> None:
        app, row = self.screen.app, detail.row
        dialog = ProposeDialog(f"Change “{row.what}”", board, detail)
        answer: Proposed | None = await app.push_screen_wait(dialog)
        if answer is not None:
            await app.change(
                EditAction(
                    action_id=row.id,
                    expected_version=row.version,
                    what=answer.what,
                    goal_id=answer.goal_id,
                    playbook=answer.playbook,
                    hypothesis=answer.hypothesis,
                )
            )

    async def _set_status(self, detail: ImprovementDetail, zone: str) -> None:
        row = detail.row
        dialog = ImprovementStatusDialog(row, MOVES[row.recorded])
        chosen: str | None = await self.screen.app.push_screen_wait(dialog)
        if chosen == ImprovementStatus.AGREED:
            await self.screen.app.change(AgreeAction(action_id=row.id, expected_version=row.version))
        elif chosen == ImprovementStatus.IMPLEMENTED:
            await self._implement(detail, zone)
        elif chosen == ImprovementStatus.DROPPED:
            await self._drop(detail)

    async def _implement(self, detail: ImprovementDetail, zone: str) -> None:
        app, row = self.screen.app, detail.row
        today = local_day(app.clock.now(), zone_named(zone))
        dialog = ReasonDialog(f"“{row.what}” is in place since", "Day", f"{today}")
        answer: str | None = await app.push_screen_wait(dialog)
        if answer is None:
            return
        try:
            day = date.fromisoformat(answer)
        except ValueError:
            app.say("Write the day as 2026-12-01.", severity="warning")
            return
        await app.change(ImplementAction(action_id=row.id, expected_version=row.version, implemented_on=day))

    async def _drop(self, detail: ImprovementDetail) -> None:
        row = detail.row
        reason: str | None = await self.screen.app.push_screen_wait(ReasonDialog(f"Drop “{row.what}”"))
        if reason is not None:
            change = DropAction(action_id=row.id, expected_version=row.version, reason=reason)
            await self.screen.app.change(change)

    async def _hand_in(self, detail: ImprovementDetail, board: ImprovementBoard) -> None:
        app, row = self.screen.app, detail.row
        if row.recorded is not ImprovementStatus.IMPLEMENTED:
            app.say(
                f"“{row.what}” is {row.recorded}: record first since when it is in place.", severity="warning"
            )
            return
        answer: Evidence | None = await app.push_screen_wait(EvidenceDialog(detail, board.contacts))
        if answer is not None:
            await app.change(
                ValidateAction(
                    action_id=row.id,
                    expected_version=row.version,
                    log_ids=answer.log_ids,
                    without=tuple(one for one in row.log_ids if one not in answer.log_ids),
                    contact_id=answer.contact_id,
                    note=answer.note,
                )
            )

    async def _tick(self, detail: ImprovementDetail) -> None:
        app, row = self.screen.app, detail.row
        if detail.playbook is None:
            app.say(f"“{row.what}” follows no playbook. Press e to choose one.", severity="warning")
            return
        chosen: str | None = await app.push_screen_wait(StepsDialog(detail))
        if chosen is not None:
            step = int(chosen)
            done = step not in row.steps_done
            await app.change(TickStep(action_id=row.id, expected_version=row.version, step=step, done=done))
