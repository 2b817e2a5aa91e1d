"""What happened with a client, whatever kind of thing it was."""

from datetime import datetime

from amtui.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened with a client.

    Attributes:
        at: when.
        who: by whom, or empty where it is not known.
        what: in a few words.
        note: what was said or came of it; may have several lines.
    """

    at: datetime
    who: str
    what: str
    note: str = ""
