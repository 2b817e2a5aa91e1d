"""Keys of the queue beside moving the cursor, and how to see that each has worked."""

from dataclasses import dataclass

ESC = "\x1b"
CTRL_D = "\x04"
CURSOR = r"▌\W*R-\d.*"
"""The row under the cursor, once it is read."""
OTHER_ROW = r"\n  R-\d+"
FILTERED = ("/", "status:new -p:1", "\r", "g")
"""What is typed between two keys is sent at once, as it is not measured."""


@dataclass(frozen=True)
class Step:
    """One measured key.

    Attributes:
        figure: the row of the table.
        key: the measured key.
        effect: regular expression whose match changes when the key has worked.
        before: keys pressed first, or texts typed at once.
        after: keys pressed afterwards, so that the step can be taken again.
    """

    figure: str
    key: str
    effect: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


QUEUE_STEPS = (
    Step("page", CTRL_D, CURSOR, before=("g",)),
    Step("end", "G", CURSOR, after=("g",)),
    Step("sort", "s", OTHER_ROW, before=("o",), after=("o", "d")),
    Step("filter_key", "p", r"/ p", before=("/",), after=(ESC,)),
    Step("filter_settled", "1", r"▌\s*R-\d+\s+P1", before=("/", "p:"), after=(ESC, "g")),
    Step("status", "i", CURSOR, before=(*FILTERED, "s"), after=("u", ESC, "g")),
)
