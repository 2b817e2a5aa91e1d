"""What a client answered when asked how satisfied they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from amtui.domain.account_records import ContactRow
from amtui.domain.errors import Invalid
from amtui.domain.satisfaction import CSAT, NPS
from amtui.screens.dialogs.contact import NOBODY
from amtui.screens.dialogs.form import FormDialog
from amtui.screens.typed_moment import moment_typed
from amtui.widgets.fields import FormField, choice_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was written down; `at` is in the viewer's zone, without one."""

    account: str
    csat: int | None
    nps: int | None
    contact_id: int | None
    at: datetime
    request: str
    comment: str


class SatisfactionDialog(FormDialog[Answered]):
    """All of an answer.

    Args:
        begin: what the form starts with.
        people: of the account; none where it is not known yet.
    """

    app: "AmtuiApp"

    def __init__(self, begin: Answered, people: Sequence[ContactRow]) -> None:
        super().__init__("What a client answered", "enter in any line, or ctrl+j, saves · esc cancels")
        self._begin = begin
        self._people = people
        self._shown_at = f"{begin.at:%Y-%m-%d %H:%M}"

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        begin = self._begin
        who = [(NOBODY, "nobody in particular"), *((str(one.id), one.name) for one in self._people)]
        yield text_field("account", "Account", begin.account)
        yield text_field("csat", "CSAT", _text(begin.csat), placeholder="1 to 5, or nothing")
        yield text_field("nps", "NPS", _text(begin.nps), placeholder="0 to 10, or nothing")
        if self._people:
            yield choice_field("contact", "Who", who, str(begin.contact_id or NOBODY))
        yield text_field("comment", "Said", begin.comment)
        yield text_field("request", "Request", begin.request, placeholder="what it is about, as R-1042")
        yield text_field("at", "When", self._shown_at)

    def begin_at(self) -> int:
        """Return where something is missing."""
        return 1 if self._begin.account else 0

    def action_send(self) -> None:
        """Answer once every field can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["account"]:
            fields["account"].say_wrong("name an account")
            return
        for name, (least, most) in (("csat", CSAT), ("nps", NPS)):
            if not _is_score(answer[name], least, most):
                fields[name].say_wrong(f"{least} to {most}, or nothing")
                return
        if not answer["csat"] and not answer["nps"]:
            fields["csat"].say_wrong("give this, NPS or both")
            return
        try:
            at = moment_typed(self.app, answer["at"], self._shown_at)
        except Invalid as wrong:
            fields["at"].say_wrong(wrong.fields["until"])
            return
        self.dismiss(
            Answered(
                account=answer["account"],
                csat=int(answer["csat"]) if answer["csat"] else None,
                nps=int(answer["nps"]) if answer["nps"] else None,
                contact_id=int(answer["contact"]) if answer.get("contact") else None,
                at=at,
                request=answer["request"],
                comment=answer["comment"],
            )
        )


def _text(score: int | None) -> str:
    return "" if score is None else str(score)


def _is_score(text: str, least: int, most: int) -> bool:
    return not text or (
        text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and (least <= int(text) <= most)
    )
