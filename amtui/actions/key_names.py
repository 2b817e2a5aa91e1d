"""How keys are called: as Textual names them, or by the character that they type."""

import re
import unicodedata

from amtui.domain.errors import UsageError

SHORTENED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
NAMED = frozenset(
    """enter escape space tab backspace delete insert home end pageup pagedown up down left right""".split()
) | {f"f{n}" for n in range(1, 25)}
ALIKE = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter"}
"""What a terminal sends for a key, and nothing else."""
LISTS = {
    "j": "table.down", "down": "table.down", "k": "table.up", "up": "table.up",
    "g": "table.home", "home": "table.home", "G": "table.end", "end": "table.end",
    "ctrl+d": "table.half_down", "ctrl+u": "table.half_up",
    "pagedown": "table.page_down", "pageup": "table.page_up",
    "enter": "table.open", "space": "table.mark", "v": "table.mark_range", "V": "table.mark_invert",
}  # fmt: skip
"""The keys by which every list moves and marks, with the ids of what they do."""
HINT = "Write it as A, f5, ctrl+r or ?; `amtui keys` shows those in use."
_PARTS = re.compile(r"((?:ctrl\+|alt\+|shift\+)*)(.+)", re.DOTALL)


def key_name(text: str) -> str:
    """Return the name of a key: `question_mark` for `?`.

    Raises:
        UsageError: if there is no such key, or a terminal sends another in its place.
    """
    whole = text.strip()
    found = _PARTS.fullmatch(whole)
    base = _base(found[2]) if found else None
    if found is None or base is None:
        raise UsageError(f"“{whole}” is no key", next=HINT)
    name = f"{found[1]}{base}"
    if name in ALIKE:
        raise UsageError(f"a terminal sends {name} as {ALIKE[name]}", next=HINT)
    if found[1] == "shift+" and len(base) == 1:
        raise UsageError(f"“{whole}” is no key; the letter with shift is {base.upper()}", next=HINT)
    return name


def _base(text: str) -> str | None:
    """Return the name of a key without ctrl and the like, or None if there is none of that name."""
    if text in NAMED:
        return text
    if len(text) > 1:
        return text if text in {_spelled(chr(code)) for code in range(0x21, 0x7F)} else None
    return _spelled(text) if text.isprintable() else None


def _spelled(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return SHORTENED.get(name, name)
