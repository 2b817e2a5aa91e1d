"""Which file is to be imported, what it holds, whose rows they are, and what its columns mean."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input

from amtui.domain.errors import UsageError
from amtui.domain.import_records import KINDS
from amtui.domain.typed_path import typed_path
from amtui.domain.wording import title
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

_ACCOUNT, _MAPPING = 2, 3


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """The answer; an empty account is that of each row, and a mapping a file that says what columns mean."""

    path: Path
    kind: str
    account: str
    mapping: Path | None = None


class FileDialog(Dialog[ChosenFile]):
    """Asks for path, kind, account and a mapping that was saved."""

    def __init__(self, path: str = "", kind: str = "calls", account: str = "") -> None:
        super().__init__("Import a file", "right completes the path · enter goes on · esc cancels")
        self._path, self._kind, self._account = path, kind, account

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        yield _path_field("path", "File", self._path, "CSV, TSV or XLSX")
        yield choice_field("kind", "Holds", [(kind, title(kind)) for kind in KINDS], self._kind)
        yield text_field("account", "Account", self._account, placeholder="of rows that name none")
        yield _path_field("mapping", "Mapping", "", "a saved one, for a file like another")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query(FormField)[_ACCOUNT if self._path else 0].focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once there is such a file."""
        answer = values(self)
        chosen = {name: _file(answer[name]) for name in ("path", "mapping")}
        path, mapping = chosen["path"], chosen["mapping"]
        if path is None or (mapping is None and answer["mapping"]):
            wrong = self.query(FormField)[0 if path is None else _MAPPING]
            wrong.say_wrong("there is no such file")
            wrong.focus()
            return
        self.dismiss(ChosenFile(path, answer["kind"], answer["account"], mapping))


def _path_field(name: str, label: str, path: str, placeholder: str) -> FormField:
    field = text_field(name, label, path, placeholder=placeholder)
    if isinstance(field.input, Input):
        field.input.suggester = PathSuggester()
    return field


def _file(typed: str) -> Path | None:
    """Return the file that is meant, or None where there is none."""
    try:
        path = typed_path(typed)
    except UsageError:
        return None
    return path if typed and path.is_file() else None


class PathSuggester(Suggester):
    """Completes the path of a file as it is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first path that begins so; a folder ends in a slash."""
        return await asyncio.to_thread(completed, value)


def completed(typed: str) -> str | None:
    """Return what is typed, completed to the first path in the order of names that begins so."""
    folder, _, begun = typed.rpartition("/")
    if not typed or (not begun and not folder):
        return None
    try:
        where = typed_path(f"{folder}/" if folder or typed.startswith("/") else ".")
        found = sorted(
            f"{one.name}/" if one.is_dir() else one.name
            for one in where.iterdir()
            if one.name.startswith(begun) and (begun or not one.name.startswith("."))
        )
    except (OSError, UsageError):
        return None
    return typed.removesuffix(begun) + found[0] if found else None
