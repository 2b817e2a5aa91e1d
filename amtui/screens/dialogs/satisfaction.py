"""What a client answered when asked how satisfied they are."""

from dataclasses import dataclass
from datetime import datetime

from textual.app import ComposeResult

from amtui.domain.errors import Invalid
from amtui.domain.satisfaction import CSAT, NPS
from amtui.screens.dialogs.of_client import OfClient
from amtui.widgets.fields import FormField, text_field, values


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


class SatisfactionDialog(OfClient[Answered]):
    """All of an answer."""

    heading = "What a client answered"

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        begin = self._begin
        yield text_field("account", "Account", begin.account)
        yield text_field("csat", "CSAT", _text(begin.csat), placeholder="1 to 5, or nothing")
        yield text_field("nps", "NPS", _text(begin.nps), placeholder="0 to 10, or nothing")
        yield from self.person("Who")
        yield text_field("comment", "Said", begin.comment)
        yield text_field("request", "Request", begin.request, placeholder="what it is about, as R-1042")
        yield self.moment()

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
            at = self.typed_moment(answer["at"])
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
