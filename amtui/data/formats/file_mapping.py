"""Mapping files: what the columns of a file mean where its headers do not say it.

```toml
kind = "calls"
zone = "Europe/Berlin"        # of times that name none; else the account's
date_format = "dmy"           # dmy, mdy, ymd, or a strptime pattern
decimal = ","
[columns]                     # header = field; "" leaves a column out
"Start der Anfrage" = "started_at"
[words.outcome]               # what the file's words stand for
"erreicht" = "answered"
[defaults]                    # for fields that are blank or have no column
direction = "inbound"
```
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amtui.data.formats.fields import Kind
from amtui.domain.errors import NotFound, UsageError

_TABLES = ("columns", "words", "defaults")


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What a person said about a file; the attributes are the keys of the mapping file."""

    kind: str | None = None
    format: str | None = None
    zone: str | None = None
    date_format: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


def load_mapping(path: Path) -> FileMapping:
    """Read a mapping file.

    Raises:
        NotFound: there is no such file.
        UsageError: it is not TOML, or a key or value is wrong; names the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except FileNotFoundError as error:
        raise NotFound(f"There is no mapping file {path}.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path.name} is not a mapping file: {error}.") from error
    for key, value in raw.items():
        _check(path, text, key, value)
    return FileMapping(**raw)


def check_date_format(text: str) -> str:
    """Return a date format: `dmy`, `mdy`, `ymd` or a strptime pattern.

    Raises:
        UsageError: it is none of them.
    """
    if text in {"dmy", "mdy", "ymd"} or ("%d" in text and ("%m" in text or "%b" in text.lower())):
        return text
    raise UsageError(
        f"The date format {text!r} is not known.", next="Use dmy, mdy, ymd or a pattern like %d.%m.%Y."
    )


def check_mapping(mapping: FileMapping) -> None:
    """Make sure that what a person typed can be.

    Raises:
        UsageError: a kind, zone, date format or decimal sign is not known.
    """
    for spec in fields(FileMapping):
        value = getattr(mapping, spec.name)
        fault = _value_fault(spec.name, value) if isinstance(value, str) else None
        if fault is not None:
            raise UsageError(f"{fault[:1].upper()}{fault[1:]}.")


def dump_mapping(mapping: FileMapping) -> str:
    """Return the text of a mapping file that `load_mapping` reads back the same."""
    plain = [spec.name for spec in fields(FileMapping) if spec.name not in _TABLES]
    lines = [
        f"{name} = {_quoted(getattr(mapping, name))}" for name in plain if getattr(mapping, name) is not None
    ]
    tables = {"columns": mapping.columns} | {f"words.{name}": words for name, words in mapping.words.items()}
    for title, table in (tables | {"defaults": mapping.defaults}).items():
        if table:
            lines += [
                "",
                f"[{title}]",
                *(f"{_quoted(key)} = {_quoted(value)}" for key, value in table.items()),
            ]
    return "\n".join(lines) + "\n"


def merged(mapping: FileMapping | None, date_format: str | None, kind: Kind) -> FileMapping:
    """Return the mapping with what the command line adds.

    Raises:
        UsageError: the mapping is for another kind, or the date format is not known.
    """
    whole = mapping or FileMapping()
    if whole.kind not in {None, kind.value}:
        raise UsageError(f"The mapping file is for {whole.kind}, not for {kind.value}.")
    chosen = date_format or whole.date_format
    return replace(whole, date_format=None if chosen is None else check_date_format(chosen))


def _check(path: Path, text: str, key: str, value: object) -> None:
    fault = _fault(key, value)
    if fault is not None:
        where = next((n for n, line in enumerate(text.splitlines(), 1) if _names(line, key)), 1)
        raise UsageError(f"{path.name}, line {where}: {fault}.")


def _names(line: str, key: str) -> bool:
    return re.match(rf"\s*\[?\s*\"?{re.escape(key)}\b", line) is not None


def _fault(key: str, value: object) -> str | None:
    known = [spec.name for spec in fields(FileMapping)]
    if key not in known:
        return f"unknown key {key!r}; known are {', '.join(known)}"
    if key == "words":
        bad = not isinstance(value, dict) or not all(_is_texts(words) for words in value.values())
        return "words holds one table for each field, as [words.outcome]" if bad else None
    if key in _TABLES:
        return None if _is_texts(value) else f"{key} is a table of texts"
    if not isinstance(value, str):
        return f"{key} is a text in quotes"
    return _value_fault(key, value)


def _value_fault(key: str, value: str) -> str | None:
    if key == "kind" and value not in set(Kind):
        return f"unknown kind {value!r}; known are {', '.join(Kind)}"
    if key == "decimal" and value not in {".", ","}:
        return "decimal is '.' or ','"
    try:
        if key == "zone":
            ZoneInfo(value)
        if key == "date_format":
            check_date_format(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f"unknown time zone {value!r}"
    except UsageError as error:
        return error.message.rstrip(".")
    return None


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
