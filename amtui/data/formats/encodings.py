"""The encoding of a text file: told by its marks, proved by reading all of it, or guessed and said."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amtui.data.formats.letters import encoding_of, possible
from amtui.data.formats.not_understood import NotUnderstood
from amtui.domain.errors import Refused, UsageError

SAY_WHICH = "Say which with --encoding, such as cp1250 or cp1251."
_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, and whether it was only guessed."""

    name: str
    guessed: bool = False


def detect_encoding(path: Path, head: bytes, asked: str | None = None) -> Encoding:
    """Return the encoding that the whole file can be read with.

    A byte order mark decides; else UTF-16 shows by its zero bytes; else UTF-8 is proved on every byte;
    else the lines that are not ASCII are judged by their letters, if these leave no doubt.

    Raises:
        NotUnderstood: its letters fit several.
        UsageError: there is no encoding of the name `asked`.
        Refused: the file is not in the encoding it claims, or in none; names the line.
    """
    if asked is not None:
        return _asked(path, asked)
    name = _marked(head) or _utf16_without_mark(head) or "utf-8"
    if _first_bad_line(path, name) is None:
        return Encoding(name)
    if name != "utf-8":
        raise Refused(f"{path.name} begins as {name} but line {_first_bad_line(path, name)} is not.")
    return Encoding(_guessed(path), guessed=True)


def _guessed(path: Path) -> str:
    """What is UTF-8 but for a few bytes is damaged: read as anything else it would be garbage."""
    sample = _foreign_lines(path)
    if _mostly_utf8(sample):
        raise Refused(
            f"{path.name} is UTF-8 but for line {_first_bad_line(path, 'utf-8')}, which is damaged.",
            next="Correct the line, or export the file again.",
        )
    name = encoding_of(sample)
    if name is None:
        raise NotUnderstood(_in_doubt(path, sample), next=SAY_WHICH)
    line = _first_bad_line(path, name)
    if line is not None:
        raise Refused(
            f"{path.name} is neither UTF-8 nor {name}: line {line} cannot be read.",
            next="Say its encoding (--encoding), such as latin-1.",
        )
    return name


def _in_doubt(path: Path, sample: bytes) -> str:
    line, readings = _first_bad_line(path, "utf-8"), possible(sample)
    return (
        f"{path.name} is not UTF-8 (line {line}) and does not say what it is"
        + (f"; it may be {readings}" if readings else "") + "."
    )  # fmt: skip


def _mostly_utf8(sample: bytes) -> bool:
    letters = [letter for letter in sample.decode("utf-8", "surrogateescape") if letter > "\x7f"]
    bad = sum("\udc80" <= letter <= "\udcff" for letter in letters)
    return len(letters) - bad >= max(bad, 1)


def _asked(path: Path, asked: str) -> Encoding:
    try:
        codecs.lookup(asked)
    except LookupError as error:
        raise UsageError(f"There is no encoding {asked!r}.", next="Try utf-8, cp1252 or utf-16.") from error
    line = _first_bad_line(path, asked)
    if line is not None:
        raise Refused(
            f"{path.name} is not {asked}: line {line} cannot be read.", next="Leave --encoding out."
        )
    return Encoding(asked)


def _marked(head: bytes) -> str | None:
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def _utf16_without_mark(head: bytes) -> str | None:
    """Only one half of its bytes is zero; a file that a fault has padded with zeros has them in both."""
    head = head.rstrip(b"\0")
    half = max(len(head) // 2, 1)
    even, odd = (head[start::2].count(0) / half > 0.3 for start in (0, 1))
    return None if even == odd else "utf-16-be" if even else "utf-16-le"


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def _first_bad_line(path: Path, name: str) -> int | None:
    decoder = codecs.getincrementaldecoder(name)()
    line = 1
    try:
        for block in _blocks(path):
            line += decoder.decode(block).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return line + error.object[: error.start].count(b"\n")
    except UnicodeError:
        return line
    return None


def _foreign_lines(path: Path) -> bytes:
    found = bytearray()
    with path.open("rb") as stream:
        for line in stream:
            if not line.isascii():
                found += line
            if len(found) > _SAMPLE:
                break
    return bytes(found)
