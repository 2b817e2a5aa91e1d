"""Proposing an improvement action or changing its words, and handing in its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Input, Select

from amtui.domain.account_records import ContactRow
from amtui.domain.improvement_records import ImprovementBoard, ImprovementDetail
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import format_goal
from amtui.domain.kpi_records import GoalRow
from amtui.domain.playbooks import suggest
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import label, title
from amtui.screens.dialogs.base import Choice, Dialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

NONE = "0"
LETTERS = {
    ImprovementStatus.AGREED: ("g", "aGreed with the client"),
    ImprovementStatus.IMPLEMENTED: ("i", "Implemented"),
    ImprovementStatus.DROPPED: ("d", "Dropped, with the reason"),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an action shall be; `goal_id` 0 is no goal; `playbook` is empty for none, None where it stays."""

    goal_id: int
    playbook: str | None
    what: str
    hypothesis: str


class ProposeDialog(Dialog[Proposed]):
    """Goal, playbook, what and hypothesis; the playbook that fits the goal best is chosen with it."""

    def __init__(
        self, question: str, board: ImprovementBoard, changed: ImprovementDetail | None = None
    ) -> None:
        super().__init__(question, "space opens a choice · enter in a line saves · esc cancels")
        self._board = board
        self._changed_one = changed
        self._row = row = changed.row if changed else None
        self._goal = _first_goal(board) if row is None else row.goal_id or 0

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        goals = [(str(goal.id), goal_words(goal)) for goal in self._goals()]
        books = [(book.key, title(book.name)) for book in self._board.playbooks]
        fitting = self._fitting(str(self._goal))
        chosen = fitting if self._row is None else self._row.playbook or NONE
        what, why = (self._row.what, self._row.hypothesis or "") if self._row else ("", "")
        yield choice_field("goal", "Goal", [*goals, (NONE, "no goal")], str(self._goal))
        yield choice_field("playbook", "Playbook", [*books, (NONE, "none")], chosen or NONE)
        yield text_field("what", "What", what, placeholder="what is to be done")
        yield text_field("hypothesis", "Hypothesis", why, placeholder="why it should help")

    def on_mount(self) -> None:
        """Begin with what is to be done."""
        self._field("what").focus()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Choose the playbook that fits another goal."""
        if event.field.field_name != "goal" or event.value == str(self._goal) or not event.value:
            return
        self._goal = int(event.value)
        playbook = self._field("playbook").input
        if isinstance(playbook, Select):
            playbook.value = self._fitting(event.value) or NONE

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once it is said what is to be done."""
        answer = values(self)
        if not answer["what"]:
            self._field("what").say_wrong("say what")
            return
        chosen = answer["playbook"] or None
        playbook = "" if chosen == NONE else chosen
        goal = int(answer["goal"] or self._goal)
        self.dismiss(Proposed(goal, playbook, answer["what"], answer["hypothesis"]))

    def _goals(self) -> list[GoalRow]:
        """Return the goals in force, and the one that the action is tied to if it no longer is."""
        tied = self._changed_one.goal if self._changed_one else None
        in_force = self._board.goals
        return [*in_force, *([tied] if tied and tied.id not in {goal.id for goal in in_force} else [])]

    def _fitting(self, goal_id: str) -> str | None:
        goal = next((goal for goal in self._goals() if str(goal.id) == goal_id), None)
        if goal is None:
            return None
        offer = next((each for each in self._board.offers if each.goal.id == goal.id), None)
        fitting = offer.suggestions if offer else suggest(self._board.playbooks, goal.kpi)
        return fitting[0].playbook.key if fitting else None

    def _field(self, name: str) -> FormField:
        return next(field for field in self.query(FormField) if field.field_name == name)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is handed in: all log ids that shall count, who confirms (0 is nobody), and a note."""

    log_ids: tuple[str, ...]
    contact_id: int
    note: str


class EvidenceDialog(Dialog[Evidence]):
    """Log ids of test calls, the contact who confirms, and a note."""

    def __init__(self, detail: ImprovementDetail, contacts: Sequence[ContactRow]) -> None:
        hint = "log ids with commas or spaces · space opens a choice · enter in a line saves · esc cancels"
        super().__init__(f"Evidence for “{detail.row.what}”", hint)
        self._row = detail.row
        self._contacts = contacts

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        people = [(str(person.id), _person(person)) for person in self._contacts]
        yield text_field("log_ids", "Log ids", ", ".join(self._row.log_ids))
        yield choice_field(
            "contact", "Confirms", [*people, (NONE, "nobody yet")], str(self._row.contact_id or NONE)
        )
        yield text_field("note", "Note", self._row.evidence or "")

    def on_mount(self) -> None:
        """Begin with the log ids."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer."""
        answer = values(self)
        ids = tuple(dict.fromkeys(answer["log_ids"].replace(",", " ").split()))
        self.dismiss(Evidence(ids, int(answer["contact"] or NONE), answer["note"]))


class ImprovementStatusDialog(Choice):
    """Offers what people may record next; validated and regressed are not among it."""

    def __init__(self, row: ImprovementRow, moves: Sequence[ImprovementStatus]) -> None:
        after = "" if moves else ": nothing can follow"
        options = [(LETTERS[to][0], LETTERS[to][1], to.value) for to in LETTERS if to in moves]
        super().__init__(f"Status of “{row.what}”, now {label(row.status)}{after}", options)


class StepsDialog(Choice):
    """Offers the steps of the playbook by their numbers."""

    def __init__(self, detail: ImprovementDetail) -> None:
        done = detail.row.steps_done
        steps = detail.playbook.steps if detail.playbook else ()
        options = [
            (str(number), f"{'✓' if number in done else '·'} {step}", str(number))
            for number, step in enumerate(steps, start=1)
        ]
        super().__init__(f"Step of “{detail.row.what}”", options)


def goal_words(goal: GoalRow) -> str:
    """Return a goal with its target: “Missed-call rate ≤ 5 %”."""
    known = definition(goal.kpi)
    return f"{title(known.label)} {format_goal(known, goal.comparator, goal.target)}"


def _first_goal(board: ImprovementBoard) -> int:
    """Return the goal that most wants an action: off target, those with nothing under way first, or any."""
    wanting = sorted(board.offers, key=lambda offer: offer.open_actions > 0)
    first = next((offer.goal for offer in wanting), None) or next(iter(board.goals), None)
    return first.id if first else 0


def _person(person: ContactRow) -> str:
    flags = ", ".join(
        word for word, holds in (("admin", person.is_admin), ("approved", person.is_approved)) if holds
    )
    return f"{person.name} ({flags})" if flags else person.name
