"""What the forms have in common that say what happened with a client: whose, when, and with whom."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual.widget import Widget

from amtui.domain.account_records import ContactRow
from amtui.domain.when_words import wall_time_behind
from amtui.screens.dialogs.form import FormDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.fields import choice_field, text_field

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

NOBODY = ""


class Happened(Protocol):
    """What such a form begins with; `at` is in the viewer's zone, without one."""

    @property
    def account(self) -> str:
        """The name of the account; empty where it is not known."""
        ...

    @property
    def contact_id(self) -> int | None:
        """The person of the account, if it is known."""
        ...

    @property
    def at(self) -> datetime:
        """When it was."""
        ...


Answer = TypeVar("Answer", bound=Happened)


class OfClient(FormDialog[Answer]):
    """A form on something that happened with a client.

    Args:
        begin: what the form starts with.
        people: of the account; none where it is not known yet.

    Attributes:
        heading: what stands above the form.
    """

    heading: ClassVar[str] = ""
    app: "AmtuiApp"

    def __init__(self, begin: Answer, people: Sequence[ContactRow]) -> None:
        super().__init__(self.heading, "enter in any line, or ctrl+j, saves · esc cancels")
        self._begin = begin
        self._people = people
        self._shown_at = f"{begin.at:%Y-%m-%d %H:%M}"

    def person(self, label: str) -> Iterator[Widget]:
        """Yield the field of who it was with, where the people are known."""
        if self._people:
            who = [(NOBODY, "nobody in particular"), *((str(one.id), one.name) for one in self._people)]
            yield choice_field("contact", label, who, str(self._begin.contact_id or NOBODY))

    def moment(self) -> Widget:
        """Return the field of when it was."""
        return text_field("at", "When", self._shown_at)

    def typed_moment(self, text: str) -> datetime:
        """Return the time that was typed; the one that the form began with stands, whatever it is by now.

        Raises:
            Invalid: it is no moment, or one that lies ahead.
        """
        if text == self._shown_at:
            return datetime.fromisoformat(text)
        return wall_time_behind(text, self.app.clock.now(), zone_of(self.app))

    def begin_at(self) -> int:
        """Return where something is missing."""
        return 1 if self._begin.account else 0
