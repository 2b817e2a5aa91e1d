"""What a file really is, by its first bytes, so that nothing else is taken for a table."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from amtui.domain.errors import NotFound, Refused

SAMPLE_BYTES = 1 << 16
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old (.xls) or password-protected Excel workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
)
_TEXTS = (
    (re.compile(rb"\s*<(!--|!doctype|\?xml|[a-z][a-z0-9:]*[\s/>])", re.IGNORECASE), "a web page or XML"),
    (re.compile(rb"\s*MIME-Version:", re.IGNORECASE), "a saved web page"),
    (re.compile(rb'\s*(\{\s*"|\[\s*[{\[]\s*")'), "JSON"),
    (re.compile(rb"\s*BEGIN:VCALENDAR", re.IGNORECASE), "a calendar; import it as reviews"),
)
_PACKED = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("Index/Document.iwa", "a Numbers spreadsheet"),
    ("word/document.xml", "a Word document"),
)
"""What a zip archive is by one of its members."""
_NOT_TEXT = bytes(set(range(32)) - set(b"\0\a\b\t\n\v\f\r\x1b"))


class Container(StrEnum):
    """The two shapes of file that hold a table."""

    TEXT = "text"
    WORKBOOK = "workbook"


def look_at(path: Path) -> tuple[Container, bytes]:
    """Return what kind of table the file holds, and its first 64 KiB.

    Raises:
        NotFound: there is no such file.
        Refused: it is empty, unreadable or something else than a table.
    """
    head = _head(path)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused(f"{path.name} is empty.", next="Export it again; it should at least have a header.")
    if head.startswith(b"PK\x03\x04"):
        return _workbook(path), head
    what = _other(head)
    if what is not None:
        raise Refused(f"{path.name} is {what}, not a table.", next="Export it as CSV or XLSX.")
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise Refused(
            f"{path.name} is not an XLSX workbook; it looks like plain text.",
            next="Rename it to .csv if it is a CSV file.",
        )
    return Container.TEXT, head


def _head(path: Path) -> bytes:
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    if not path.is_file():
        raise Refused(f"{path.name} is a folder or a device, not a file.", next="Name the files themselves.")
    try:
        with path.open("rb") as stream:
            return stream.read(SAMPLE_BYTES)
    except OSError as error:
        raise Refused(f"{path.name} cannot be read: {error.strerror}.") from error


def _workbook(path: Path) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise Refused(
            f"{path.name} is a damaged zip archive or workbook.", next="Export it again."
        ) from error
    what = next((what for member, what in _PACKED if member in names), None)
    if what is not None:
        raise Refused(f"{path.name} is {what}.", next="Save its table as CSV or XLSX.")
    if "xl/workbook.xml" not in names:
        raise Refused(
            f"{path.name} is a zip archive, not a table.", next="Unpack it and import what is inside."
        )
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        raise Refused(f"{path.name} is an XLSX workbook, not a text file.", next="Rename it to .xlsx.")
    return Container.WORKBOOK


def _other(head: bytes) -> str | None:
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return what
    text = head.removeprefix(b"\xef\xbb\xbf")
    for pattern, what in _TEXTS:
        if pattern.match(text):
            return what
    return "a binary file" if _is_binary(head) else None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = len(head) - len(head.translate(None, _NOT_TEXT))
    return odd / len(head) > (0.15 if _is_utf8(head) else 0.02)


def _is_utf8(head: bytes) -> bool:
    try:
        head[: len(head) - 4 if len(head) > 4 else None].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 8
    return True
