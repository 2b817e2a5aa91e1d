"""Text from outside, harmless in a document: nothing in it steers a terminal, a reader or a spreadsheet."""

import unicodedata

BROKEN = "\ufffd"


def harmless(text: str) -> str:
    """Return a text with its line ends, without control characters and those that turn its direction."""
    return "".join(letter if letter.isprintable() or letter == "\n" else _instead(letter) for letter in text)


def one_line(text: str) -> str:
    """Return the same on one line."""
    return " ".join(harmless(text).split())


def _instead(letter: str) -> str:
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) == "Cf" else BROKEN
