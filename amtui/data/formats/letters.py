"""The encoding of text that is not UTF-8 and bears no mark: by its letters where they leave no doubt."""

import re
from typing import TYPE_CHECKING

from amtui.domain.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charset_normalizer import CharsetMatch

_WORD = re.compile(r"[^\W\d_]{3,}")
_SIGNS = frozenset("€–—‘’“”„…«»°§£®©™\xa0")
_BROKEN = re.compile(
    r"[^\W\d_][À-ÞŠŒŽŸ][a-zß-ÿ]|[^\W\d_][¡-¦¨-®±-¶¸-¿×÷†‡ˆ‰‹•˜›][^\W\d_]|[^\W\d_][¹¼-¾¶±¨¯¬¦]|[¼-¾¹¶±][^\W\d_]"
)
"""Signs and capitals within words, as other alphabets show them when they are read as western."""
_SHARED = frozenset("þÞðÐÝ")
"""Icelandic, or the letters of Turkish: nothing in the bytes tells."""
_COMMON = frozenset(
    {"cp1250", "cp1251", "cp1253", "cp932", "shift_jis", "gb18030", "big5", "cp949", "euc_kr", "koi8_r"}
)
_LEAD = 0.1
_COHERENT = 0.2
_SHOWN = 3


def is_western(sample: bytes) -> bool:
    """Western text has few odd signs, and its accented letters stand among plain ones."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [letter for letter in text if ord(letter) > 127]
    odd = sum(1 for letter in foreign if not letter.isalpha() and letter not in _SIGNS)
    accented = [word for word in _WORD.findall(text) if not word.isascii()]
    mixed = sum(any(letter.isascii() for letter in word) for word in accented)
    broken = len(_BROKEN.findall(text))
    if broken * 4 > len(accented) or not _SHARED.isdisjoint(text):
        return False
    return odd <= 0.2 * len(foreign) and mixed * 2 >= len(accented)


def encoding_of(sample: bytes) -> str | None:
    """Return the one usual encoding that the letters of a text fit; None where there are several."""
    if is_western(sample):
        return "cp1252"
    found = _readings(sample)
    return found[0].encoding if found and _is_clear(found) else None


def possible(sample: bytes) -> str:
    """Return a few encodings that a text may have, and how it would read; empty where none fits."""
    found = _readings(sample)[:_SHOWN]
    return listed([f"{match.encoding} (“{_some(str(match))}”)" for match in found], "or")


def _readings(sample: bytes) -> "Sequence[CharsetMatch]":
    """Return the likely encodings that read the text differently, the likeliest first."""
    from charset_normalizer import from_bytes

    texts: dict[str, CharsetMatch] = {}
    for match in from_bytes(sample):
        texts.setdefault(str(match), match)
    return list(texts.values())


def _is_clear(found: "Sequence[CharsetMatch]") -> bool:
    best = found[0]
    if best.encoding not in _COMMON or len(found) == 1:
        return best.encoding in _COMMON
    ahead = best.coherence - max(other.coherence for other in found[1:])
    cleaner = min(other.chaos for other in found[1:]) - best.chaos
    return (best.coherence >= _COHERENT and ahead >= _LEAD) or (best.chaos == 0 and cleaner >= _LEAD)


def _some(text: str) -> str:
    """Return the words around the first letter that is not ASCII."""
    at = next((place for place, letter in enumerate(text) if ord(letter) > 127), 0)
    start = max(text.rfind("\n", 0, at), at - 10) + 1
    return text[start:].split("\n", maxsplit=1)[0][:26].strip()
