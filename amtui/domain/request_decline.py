"""Declining requests together with the reply to the client: one answer, undone as one."""

from amtui.domain.change import Change
from amtui.domain.changes import AddComment, Bulk, SetStatus
from amtui.domain.frozen import dataclass
from amtui.domain.request_recipes import Recipe
from amtui.domain.request_records import RequestRow
from amtui.domain.request_rules import check_move
from amtui.domain.vocabulary import RequestStatus


@dataclass(frozen=True, slots=True)
class Decline(Recipe):
    """Decline, and tell the client; an empty reply tells nobody."""

    reason: str
    reply: str = ""
    verb = "be declined"

    @property
    def words(self) -> str:
        """What is done."""
        return "declined, with a reply" if self.reply else "declined"

    def check(self, row: RequestRow) -> None:
        """Let an allowed move with its reason pass."""
        check_move(row.status, RequestStatus.DECLINED, self.reason)

    def change(self, row: RequestRow) -> Change:
        """Return the move, with the reply behind it."""
        to = RequestStatus.DECLINED
        move = SetStatus(request_id=row.id, expected_version=row.version, to=to, reason=self.reason)
        if not self.reply:
            return move
        return Bulk(changes=(move, AddComment(request_id=row.id, text=self.reply, shared=True)))
