"""What can go wrong, in words for a person; each kind has one exit code."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from amtui.domain.frozen import dataclass


class AmtuiError(Exception):
    """A fault that a person can understand: what happened, what was kept, what to do next.

    Attributes:
        kind: stable word for scripts.
        exit_code: what the command line returns.
        next: what the person can do now; may be empty.
    """

    kind: ClassVar[str] = "fault"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, next: str = "") -> None:  # noqa: A002 the contract's word
        super().__init__(message)
        self.message = message
        self.next = next


class UsageError(AmtuiError):
    """The command line or the configuration is wrong."""

    kind = "usage"
    exit_code = 2


class Refused(AmtuiError):
    """A rule or a permission forbids it; the message names it."""

    kind = "refused"
    exit_code = 3


@dataclass(frozen=True, slots=True)
class FieldClash:
    """One field that somebody else changed meanwhile."""

    field: str
    mine: object
    theirs: object


class Conflict(AmtuiError):
    """Somebody changed it first: who, when and which fields.

    Attributes:
        who: who made the row what it is by now.
        when: at what moment.
        clashes: the fields that both changed, to different values.
        left: fields that their author sent as they had been and that others changed meanwhile.
        kept: the names of the fields that only their author changed.
        version: what the row has by now.
        apart: whether it is known that no field was changed by both.
        part: of several changes at once the one that was refused, from 0.
    """

    kind = "conflict"
    exit_code = 4

    def __init__(  # noqa: PLR0913 all that is known of it
        self,
        message: str,
        *,
        who: str = "",
        when: datetime | None = None,
        clashes: tuple[FieldClash, ...] = (),
        left: tuple[FieldClash, ...] = (),
        kept: tuple[str, ...] = (),
        version: int | None = None,
        apart: bool = False,
        next: str = "Look at what it says by now, and decide again.",  # noqa: A002
    ) -> None:
        super().__init__(message, next=next)
        self.who = who
        self.when = when
        self.clashes = clashes
        self.left = left
        self.kept = kept
        self.version = version
        self.apart = apart
        self.part = 0


class NotFound(AmtuiError):
    """Nothing of that name or id that this person may see."""

    kind = "not_found"
    exit_code = 5


class Unavailable(AmtuiError):
    """The database cannot be used: missing, locked, read-only, damaged, full, too old or too new."""

    kind = "unavailable"
    exit_code = 6


class Unreachable(Unavailable):
    """The database's server is away, or the way to it; it may be back at any moment."""


class DoneInPart(AmtuiError):
    """Some rows were rejected; the rejects file holds them."""

    kind = "done_in_part"
    exit_code = 7


class Invalid(Refused):
    """A field breaks a rule; carries the sentence for each field."""

    kind = "refused"

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {why}" for name, why in fields.items()))
        self.fields = dict(fields)
