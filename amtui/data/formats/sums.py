"""Lines of sums, which reports put under their rows: they are no records, and no faulty ones either."""

import re
from collections.abc import Sequence

LEFT_OUT = "{n} {row holds|rows hold} sums or averages of the report and {was|were} left out."
_WORDS = re.compile(
    r"(grand[ -]?|sub[ -]?)?totals?|sums?|overall|averages?|avg\.?|means?|summen?|(ins)?gesamt(summe)?"
    r"|durchschnitt|ø|mittelwert|total[ei]?( général)?|moyenne|suma|promedio",
    re.IGNORECASE,
)


def holds_sums(cells: Sequence[str]) -> bool:
    """Tell whether the first word of a row says that it sums up others."""
    first = next((text for cell in cells if (text := cell.strip())), "")
    return _WORDS.fullmatch(first.rstrip(": ")) is not None
