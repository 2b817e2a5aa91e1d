"""What is to be done to requests, whichever they are: looked at before it is done, and done again."""

from amtui.domain.change import Change
from amtui.domain.changes import AddComment, SetOwner, SetPriority, SetRoute, SetStatus
from amtui.domain.errors import Refused
from amtui.domain.frozen import dataclass
from amtui.domain.request_records import RequestRow
from amtui.domain.request_rules import TERMINAL, check_move, check_p1, check_priority
from amtui.domain.vocabulary import Priority, RequestStatus, Route
from amtui.domain.wording import label


@dataclass(frozen=True, slots=True)
class Recipe:
    """One answer to a request, without the request.

    `verb` stands after a number of requests: “9 will move”; `answers` tells whether the request is dealt
    with for now, so that the next one is due.
    """

    verb = "change"
    answers = True

    @property
    def words(self) -> str:
        """What is done, in a few words, to stand after the request's name."""
        raise NotImplementedError

    def check(self, row: RequestRow) -> None:
        """Let a request pass to which it can be done as it stands.

        Raises:
            Refused: with the reason.
        """
        if row.status in TERMINAL:
            raise Refused(f"A request that is “{label(row.status)}” takes no more changes of this kind.")

    def change(self, row: RequestRow) -> Change:
        """Return the change that does it to the request as it was seen."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ToStatus(Recipe):
    """Move to a status."""

    to: RequestStatus
    reason: str | None = None
    verb = "move"

    @property
    def words(self) -> str:
        """What is done."""
        return f"to “{label(self.to)}”"

    def check(self, row: RequestRow) -> None:
        """Let an allowed move with its reason pass."""
        check_move(row.status, self.to, self.reason, row.priority)

    def change(self, row: RequestRow) -> Change:
        """Return the move."""
        return SetStatus(request_id=row.id, expected_version=row.version, to=self.to, reason=self.reason)


@dataclass(frozen=True, slots=True)
class ToPriority(Recipe):
    """Override the priority."""

    to: Priority
    reason: str
    answers = False

    @property
    def words(self) -> str:
        """What is done."""
        return f"to {self.to.value}"

    def check(self, row: RequestRow) -> None:
        """Let a request pass that is alive, and for a P1 known to Support."""
        Recipe.check(self, row)
        check_priority(row.priority, self.to, self.reason, row.external_ticket)

    def change(self, row: RequestRow) -> Change:
        """Return the override."""
        return SetPriority(request_id=row.id, expected_version=row.version, to=self.to, reason=self.reason)


@dataclass(frozen=True, slots=True)
class ToOwner(Recipe):
    """Give to a user."""

    owner_id: int
    name: str

    @property
    def words(self) -> str:
        """What is done."""
        return f"to {self.name}"

    def change(self, row: RequestRow) -> Change:
        """Return the assignment."""
        return SetOwner(request_id=row.id, expected_version=row.version, owner_id=self.owner_id)


@dataclass(frozen=True, slots=True)
class ToRoute(Recipe):
    """Let another team do the work."""

    to: Route
    ticket: str | None = None

    @property
    def words(self) -> str:
        """What is done."""
        return f"to {label(self.to)}"

    def check(self, row: RequestRow) -> None:
        """Let a request pass that is alive; a P1 stays with Support, under its ticket."""
        Recipe.check(self, row)
        if row.priority is Priority.P1 and self.to is not Route.SUPPORT:
            raise Refused("A P1 is Support's to work on.")
        check_p1(row.priority, row.external_ticket if self.ticket is None else self.ticket)

    def change(self, row: RequestRow) -> Change:
        """Return the route."""
        return SetRoute(
            request_id=row.id, expected_version=row.version, to=self.to, external_ticket=self.ticket
        )


@dataclass(frozen=True, slots=True)
class Say(Recipe):
    """Add a comment."""

    text: str
    shared: bool = False
    verb = "get the comment"
    answers = False

    @property
    def words(self) -> str:
        """What is done."""
        return "with a comment to the client" if self.shared else "with an internal comment"

    def check(self, row: RequestRow) -> None:
        """Let every request pass: even an ended one takes comments."""

    def change(self, row: RequestRow) -> Change:
        """Return the comment."""
        return AddComment(request_id=row.id, text=self.text, shared=self.shared)
