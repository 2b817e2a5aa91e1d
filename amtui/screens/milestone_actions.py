"""Entering and changing milestones, and saying that one is reached."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from amtui.domain.errors import Invalid
from amtui.domain.milestone_changes import AddMilestone, EditMilestone, ReachMilestone
from amtui.domain.milestones import SIGNS, Milestone, Rag
from amtui.domain.when_words import day_ahead
from amtui.screens.dialogs.form import FormDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.fields import FormField, choice_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

SAVES = "enter in any line, or ctrl+j, saves · esc cancels"


@dataclass(frozen=True, slots=True)
class Written:
    """A milestone as it was written down."""

    project: str
    title: str
    due_on: date
    rag: Rag
    blocker: str


async def ask_milestone(app: "AmtuiApp", account_id: int, known: Milestone | None) -> None:
    """Ask what is to be reached, by when, and how it stands."""
    dialog = MilestoneDialog(known, app.clock.now(), zone_of(app))
    written: Written | None = await app.push_screen_wait(dialog)
    if written is None:
        return
    said = {name: getattr(written, name) for name in Written.__slots__}
    if known is None:
        await app.change(AddMilestone(account_id=account_id, **said))
    else:
        await app.change(EditMilestone(milestone_id=known.id, expected_version=known.version, **said))


async def reach_milestone(app: "AmtuiApp", milestone_id: int) -> None:
    """Say of a milestone, as it is now, that it is reached."""
    from amtui.data.queries.milestones import milestone

    if app.backend is not None:
        known = await app.backend.ask(milestone, milestone_id=milestone_id)
        await app.change(ReachMilestone(milestone_id=known.id, expected_version=known.version))


class MilestoneDialog(FormDialog[Written]):
    """What is to be reached; what matters first."""

    def __init__(self, known: Milestone | None, now: datetime, zone: tzinfo) -> None:
        super().__init__("Change the milestone" if known else "What is to be reached?", SAVES)
        self._known, self._now, self._zone = known, now, zone

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        one = self._known
        due = f"{one.due_on}" if one else ""
        states = [(rag.value, f"{SIGNS[rag]} {rag}") for rag in Rag]
        yield text_field("title", "What", one.title if one else "")
        yield text_field("due", "Due", due, placeholder="fri, 14d or 2026-12-01")
        yield choice_field("rag", "Stands at", states, (one.rag if one else Rag.GREEN).value)
        yield text_field(
            "blocker", "Waits for", one.blocker if one else "", placeholder="the client's decision"
        )
        yield text_field("project", "Project", one.project if one else "", placeholder="number porting")

    def action_send(self) -> None:
        """Answer once there are words and a day."""
        answer, one = values(self), self._known
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["title"]:
            fields["title"].say_wrong("write a few words")
            return
        try:
            unchanged = one is not None and answer["due"] == f"{one.due_on}"
            due = one.due_on if one and unchanged else day_ahead(answer["due"], self._now, self._zone)
        except Invalid as wrong:
            fields["due"].say_wrong(wrong.fields["day"])
            return
        self.dismiss(Written(answer["project"], answer["title"], due, Rag(answer["rag"]), answer["blocker"]))
