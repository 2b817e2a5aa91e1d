"""The encoding of text that is not UTF-8 and bears no mark: by its letters where they leave no doubt."""

import re
from typing import TYPE_CHECKING

from amtui.domain.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charset_normalizer import CharsetMatch

_LETTERS = re.compile(r"[^\W\d_]{2,}")
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
_LATIN = ("cp1252", "cp1250", "cp1254")
"""Western, Central European and Turkish: they share most of their letters."""
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
    if not found or not _is_clear(found):
        return None
    name = found[0].encoding
    return None if len(found) > 1 and _is_latin(sample) and name not in _LATIN else name


def possible(sample: bytes) -> str:
    """Return a few encodings that a text may have, and how it would read; empty where none fits."""
    texts: dict[str, str] = {}
    for name in _LATIN if _is_latin(sample) else ():
        texts.setdefault(sample.decode(name, "replace"), name)
    for match in _readings(sample):
        texts.setdefault(str(match), match.encoding)
    shown = [f"{name} (“{_some(text)}”)" for text, name in texts.items() if "\ufffd" not in text]
    return listed(shown[:_SHOWN], "or")


def _is_latin(sample: bytes) -> bool:
    """Tell whether letters that are not ASCII stand among such that are."""
    accented = [word for word in _LETTERS.findall(sample.decode("cp1252", "replace")) if not word.isascii()]
    return sum(any(letter.isascii() for letter in word) for word in accented) * 2 >= len(accented)


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
    start = max(*(text.rfind(sign, 0, at) for sign in "\n,;\t|"), at - 16) + 1
    return text[start:].split("\n", maxsplit=1)[0][:26].strip()
