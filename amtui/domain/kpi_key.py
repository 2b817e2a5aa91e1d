"""The names of KPIs: those that the program brings, and those that an administrator defines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from amtui.domain.kpi.describing import Definition


class _Names(type):
    """Lets the names be walked and counted as those of an enumeration."""

    known: dict[str, "KpiKey"]

    def __iter__(cls) -> Iterator["KpiKey"]:
        return iter(cls.known.values())

    def __len__(cls) -> int:
        return len(cls.known)


class KpiKey(str, metaclass=_Names):
    """The name of a figure that a goal can be agreed on.

    The class is walked as an enumeration of the program's own names, of which there is one object
    each. Any other text names a KPI that an administrator has defined; such a name carries its
    definition where it came with one, and equals every other of the same text.

    Args:
        text: the word that is stored and printed.
        definition: what is known of a KPI that is not the program's own.
    """

    __slots__ = ("definition",)

    known: ClassVar[dict[str, "KpiKey"]] = {}
    definition: "Definition | None"

    MISSED_CALL_RATE: ClassVar["KpiKey"]
    NET_MISSED_RATE: ClassVar["KpiKey"]
    FIRST_RESPONSE: ClassVar["KpiKey"]
    SERVICE_LEVEL: ClassVar["KpiKey"]
    REQUEST_FIRST_REPLY: ClassVar["KpiKey"]
    SYNC_SUCCESS: ClassVar["KpiKey"]
    FIRST_ATTEMPT_SYNC: ClassVar["KpiKey"]

    def __new__(cls, text: str, definition: "Definition | None" = None) -> "KpiKey":  # noqa: PYI034 no heirs
        """Return the one object of a name of the program's own, or a new name."""
        if text in cls.known:
            return cls.known[text]
        made = super().__new__(cls, text)
        made.definition = definition
        return made

    @classmethod
    def own(cls, text: str) -> "KpiKey":
        """Return the name of one of the program's own KPIs, and let it be known as such."""
        return cls.known.setdefault(text, cls(text))

    @property
    def value(self) -> str:
        """The word itself, as plain text."""
        return str.__str__(self)

    @property
    def is_own(self) -> bool:
        """Whether the program brings this KPI."""
        return self in KpiKey.known

    def __repr__(self) -> str:
        return f"KpiKey({str.__repr__(self)})"


for _word in (
    "missed_call_rate", "net_missed_rate", "first_response", "service_level", "request_first_reply",
    "sync_success", "first_attempt_sync",
):  # fmt: skip
    setattr(KpiKey, _word.upper(), KpiKey.own(_word))
