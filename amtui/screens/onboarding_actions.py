"""What is asked before an onboarding is changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.local_time import instant, utc, zone_named
from amtui.domain.onboarding import AGENDA_WORDS, TOPICS, Agenda, ApprovalState, Technical
from amtui.domain.onboarding_changes import DescribeTechnical, NoteAgenda, RequestKickoff, SetKickoffDue
from amtui.domain.onboarding_records import OnboardingSheet
from amtui.domain.when_words import MORNING, day_named
from amtui.domain.wording import title
from amtui.screens.dialogs.base import Choice, Dialog
from amtui.screens.dialogs.reason import ReasonDialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

LETTERS = {
    ApprovalState.ASKED: "a",
    ApprovalState.APPROVED: "y",
    ApprovalState.REFUSED: "x",
    ApprovalState.NOT_NEEDED: "n",
}


@dataclass(frozen=True, slots=True)
class Due:
    """By when a kickoff is due instead of the usual day, and why; None is the usual day.

    Attributes:
        asked_at: when it was asked for; None is now, or what is known already.
    """

    on: date | None
    reason: str
    asked_at: datetime | None = None


async def ask_kickoff(app: "AmtuiApp", account_id: int) -> None:
    """Record the request of a kickoff; where it is known already, let it be due on another day."""
    from amtui.data.queries.onboarding import onboarding_sheet

    if app.backend is None:
        return
    sheet = await app.backend.ask(onboarding_sheet, account_id=account_id)
    answer: Due | None = await app.push_screen_wait(KickoffDialog(sheet, app.clock.now()))
    if answer is None:
        return
    said = {"account_id": account_id, "expected_version": sheet.version, "reason": answer.reason}
    if sheet.row.requested_at is None:
        await app.change(RequestKickoff(**said, due_on=answer.on, at=answer.asked_at))  # type: ignore[arg-type]
    else:
        await app.change(SetKickoffDue(**said, due_on=answer.on))  # type: ignore[arg-type]


async def ask_note(app: "AmtuiApp", account_id: int, point: Agenda) -> None:
    """Ask what was said on a point of the agenda."""
    question = f"What was said: {AGENDA_WORDS[point.item]}"
    note: str | None = await app.push_screen_wait(ReasonDialog(question, "Said", point.note, needed=False))
    if note is not None:
        await app.change(
            NoteAgenda(
                account_id=account_id,
                item=point.item,
                expected_version=point.version,
                note=note,
                done=True if note else None,
            )
        )


async def ask_approval(app: "AmtuiApp", account_id: int, part: Technical) -> None:
    """Ask how the approval of a part of the set-up stands."""
    options = [(letter, title(state), state.value) for state, letter in LETTERS.items()]
    answer: str | None = await app.push_screen_wait(Choice(f"Approval of {part.topic}", options))
    if answer is not None:
        state = ApprovalState(answer)
        await app.change(
            DescribeTechnical(
                account_id=account_id, topic=part.topic, expected_version=part.version, approval=state
            )
        )


async def ask_technical(app: "AmtuiApp", account_id: int, part: Technical | None) -> None:
    """Ask how a part of the set-up is, and how its approval stands."""
    answer: dict[str, str] | None = await app.push_screen_wait(TechnicalDialog(part))
    if answer is not None:
        await app.change(
            DescribeTechnical(
                account_id=account_id,
                topic=answer["topic"],
                expected_version=part.version if part else 0,
                detail=answer["detail"],
                approval=ApprovalState(answer["approval"]),
                note=answer["note"],
            )
        )


class KickoffDialog(Dialog[Due]):
    """The day by which a kickoff is due, where the contract says another than the usual one."""

    def __init__(self, sheet: OnboardingSheet, now: datetime) -> None:
        self._asked = sheet.row.requested_at is not None
        account = sheet.row.account
        question = f"Kickoff of {account} due" if self._asked else f"{account} asks for its kickoff"
        super().__init__(question, "enter saves; without a day, five business days · esc cancels")
        self._sheet, self._now, self._zone = sheet, now, zone_named(sheet.zone)

    def inputs(self) -> ComposeResult:
        """Yield when it was asked for, where that is not known yet, then day and reason."""
        day = self._sheet.due_on
        if not self._asked:
            yield text_field("asked", "Asked on", placeholder="today, or a day such as 2026-11-23")
        yield text_field("due", "Due on", day.isoformat() if day else "", placeholder="five business days")
        yield text_field("reason", "Reason", self._sheet.due_reason or "", placeholder="for another day")

    def on_mount(self) -> None:
        """Begin with the day."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once the day can be read and has its reason."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        days: dict[str, date | None] = {}
        for name in ("asked", "due"):
            try:
                text = answer.get(name)
                days[name] = day_named(text, self._now, self._zone) if text else None
            except Invalid as wrong:
                fields[name].say_wrong(wrong.fields["day"])
                return
        asked, due = days["asked"], days["due"]
        if asked is not None and asked > self._sheet.today:
            fields["asked"].say_wrong("that is ahead")
        elif due is not None and not answer["reason"]:
            fields["reason"].say_wrong("say why")
        else:
            self.dismiss(Due(due, answer["reason"], self._morning(asked)))

    def _morning(self, day: date | None) -> datetime | None:
        """Return nine o'clock of a day that is past; None of today, which is now."""
        if day is None or day == self._sheet.today:
            return None
        return utc(instant(datetime.combine(day, MORNING), self._zone))


class TechnicalDialog(Dialog[dict[str, str]]):
    """A part of the set-up: what it is about, how it is, and the approval that it needs."""

    def __init__(self, part: Technical | None) -> None:
        what = f"{part.topic} of the client" if part else "Another part of the client's set-up"
        super().__init__(what, "enter in any line saves · esc cancels")
        self._part = part

    def inputs(self) -> ComposeResult:
        """Yield topic, detail, approval and note; the topic of what is known stays."""
        part = self._part
        if part is None:
            yield text_field("topic", "Topic", placeholder=", ".join(TOPICS[:5]))
        yield text_field("detail", "How it is", part.detail if part else "")
        states = [(state.value, title(state)) for state in ApprovalState]
        yield choice_field("approval", "Approval", states, (part.approval if part else states[0][0]))
        yield text_field(
            "note", "Note", part.note if part else "", placeholder="who, in which mail or ticket"
        )

    def on_mount(self) -> None:
        """Begin with what is missing."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once it is said what it is about and how it is."""
        answer = values(self)
        for field in self.query(FormField):
            if field.field_name in {"topic", "detail"} and not field.value.strip():
                field.say_wrong("write a few words")
                return
        self.dismiss({"topic": self._part.topic if self._part else "", **answer})
