"""Logging a contact with a client: in one letter, or in full."""

from dataclasses import dataclass
from datetime import datetime

from textual.app import ComposeResult

from amtui.domain.errors import Invalid
from amtui.domain.interaction_words import THEM, US, said_of
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.domain.wording import title
from amtui.screens.dialogs.base import Choice
from amtui.screens.dialogs.of_client import OfClient
from amtui.widgets.fields import FormField, choice_field, text_field, values

IN_FULL, SCORE = "full", "score"
QUICK: dict[str, tuple[Channel, InteractionDirection, bool]] = {
    "c": (Channel.CALL, US, True),
    "r": (Channel.CALL, THEM, True),
    "m": (Channel.EMAIL, US, True),
    "g": (Channel.EMAIL, THEM, True),
    "t": (Channel.CALL, US, False),
}
"""What each letter logs: how, who started it, and whether both sides took part."""
YES, NO = "yes", "no"


class LogChoice(Choice):
    """What kind of contact it was; the account is named where it is known."""

    def __init__(self, account: str) -> None:
        options = [
            (letter, said_of(channel, direction, completed=completed), letter)
            for letter, (channel, direction, completed) in QUICK.items()
        ]
        super().__init__(
            f"Log a contact with {account}" if account else "Log a contact",
            [*options, ("d", "in full, with details", IN_FULL), ("s", "a satisfaction score", SCORE)],
        )


@dataclass(frozen=True, slots=True)
class Contacted:
    """A contact as it was written down; `at` is in the viewer's zone, without one."""

    account: str
    channel: Channel
    direction: InteractionDirection
    summary: str
    contact_id: int | None
    at: datetime
    completed: bool


class ContactDialog(OfClient[Contacted]):
    """All of a contact with a client."""

    heading = "A contact with a client"

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        begin = self._begin
        yield text_field("account", "Account", begin.account)
        yield text_field("summary", "What", begin.summary)
        yield choice_field("channel", "How", [(one.value, title(one)) for one in Channel], begin.channel)
        started = [(US.value, "we did"), (THEM.value, "they did")]
        yield choice_field("direction", "Who began", started, begin.direction)
        yield from self.person("With")
        yield self.moment()
        answered = [(YES, "yes, both took part"), (NO, "no answer")]
        yield choice_field("completed", "Answered", answered, YES if begin.completed else NO)

    def action_send(self) -> None:
        """Answer once every field can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        for name, wrong in (("account", "name an account"), ("summary", "write a few words")):
            if not answer[name]:
                fields[name].say_wrong(wrong)
                return
        try:
            at = self.typed_moment(answer["at"])
        except Invalid as wrong:
            fields["at"].say_wrong(wrong.fields["until"])
            return
        self.dismiss(
            Contacted(
                account=answer["account"],
                channel=Channel(answer["channel"]),
                direction=InteractionDirection(answer["direction"]),
                summary=answer["summary"],
                contact_id=int(answer["contact"]) if answer.get("contact") else None,
                at=at,
                completed=answer["completed"] == YES,
            )
        )
