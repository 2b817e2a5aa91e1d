"""Cutting a filter's text into its parts, and quoting text so that it comes back as it was."""

import re
from collections.abc import Iterator

from amtui.domain.frozen import dataclass

_PLAIN = re.compile(r'[^\s":,<>=\\-][^\s":,\\]*')
_RUN = re.compile(r'[^\s"]+')
_QUOTE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_UNQUOTE = re.compile(r"\\(.)", re.DOTALL)


class Unclosed(ValueError):
    """A quote without its end; `position` is where it opens."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one part: plain characters, or what stood in quotes."""

    text: str
    start: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a filter as it was typed.

    Attributes:
        pieces: its stretches in order; two never follow each other unquoted.
        start, end: where it stands in the text.
    """

    pieces: tuple[Piece, ...]
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Return the parts of a filter's text, which white space outside of quotes separates.

    Raises:
        Unclosed: a quote is not closed.
    """
    return tuple(_tokens(text))


def quoted(text: str) -> str:
    """Return `text` as a filter writes it: in quotes where it would be read as anything but text."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def split_values(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the values that commas outside of quotes separate, each as one piece.

    A value is quoted if any stretch of it was; empty ones are kept.
    """
    values: list[Piece] = []
    open_value = False
    for piece in pieces:
        texts = [piece.text] if piece.is_quoted else piece.text.split(",")
        at = piece.start
        for number, text in enumerate(texts):
            fresh = Piece(text, at, piece.is_quoted)
            values[-1:] = [_glued(values[-1], fresh)] if open_value and not number else [*values[-1:], fresh]
            at += len(text) + 1
        open_value = True
    return tuple(values)


def _glued(before: Piece, after: Piece) -> Piece:
    return Piece(before.text + after.text, before.start, before.is_quoted or after.is_quoted)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        yield token
        at = token.end


def _token(text: str, start: int) -> Token:
    pieces, at = [], start
    while at < len(text) and not text[at].isspace():
        if text[at] == '"':
            found = _QUOTE.match(text, at)
            if found is None:
                raise Unclosed(at)
            pieces.append(Piece(_UNQUOTE.sub(r"\1", found[1]), at, is_quoted=True))
        else:
            found = _RUN.match(text, at)
            pieces.append(Piece(found[0] if found else text[at], at, is_quoted=False))
        at = found.end() if found else at + 1
    return Token(tuple(pieces), start, at)
