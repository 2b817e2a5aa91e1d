"""How a file is read where it does not say so itself; what its words mean; where a mapping is kept."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import UsageError
from amtui.domain.typed_path import typed_path
from amtui.domain.wording import counted, title
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

FOUND = "found"
"""The answer that leaves a choice to the program."""
_DATES = (
    (FOUND, "as found out"), ("dmy", "day first"), ("mdy", "month first"), ("ymd", "year first"),
)  # fmt: skip


class HowDialog(Dialog[dict[str, str]]):
    """Asks for format, zone, dates, decimal sign, encoding, separator and sheet; empty is as found out.

    Args:
        formats: the names of formats that rows of the kind may have.
        said: what was said before, by the keys of a mapping file.
    """

    def __init__(self, formats: Sequence[str], said: Mapping[str, str]) -> None:
        super().__init__("How the file is read", "enter in any line goes on · esc cancels")
        self._formats, self._said = formats, said

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        formats = [(FOUND, "as found out"), *((name, name) for name in self._formats)]
        said = self._said
        yield text_field("zone", "Time zone", said.get("zone", ""), placeholder="that of the account")
        yield text_field("separator", "Separator", said.get("separator", ""), placeholder="as found out")
        yield text_field("encoding", "Encoding", said.get("encoding", ""), placeholder="as found out")
        yield text_field("sheet", "Sheet", said.get("sheet", ""), placeholder="the first with rows")
        yield choice_field("format", "Format", formats, said.get("format", FOUND))
        yield choice_field("date_format", "Dates", _DATES, said.get("date_format", FOUND))
        signs = [(FOUND, "as found out"), (".", "point: 1.5"), (",", "comma: 1,5")]
        yield choice_field("decimal", "Decimals", signs, said.get("decimal", FOUND))

    def on_mount(self) -> None:
        """Begin with the zone."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer."""
        self.dismiss({name: "" if text == FOUND else text for name, text in values(self).items()})


class WordsDialog(Dialog[dict[str, str]]):
    """Asks what each word of a column means.

    Args:
        name: the field.
        texts: the different texts of the column.
        meanings: what a word may mean.
        known: what some of them mean already.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "accept", "Accept")]

    def __init__(
        self, name: str, texts: Sequence[str], meanings: Sequence[str], known: Mapping[str, str]
    ) -> None:
        hint = "tab moves · space opens · ctrl+j accepts · esc cancels"
        super().__init__(f"What the {counted(len(texts), 'word')} of {name} mean", hint)
        self._texts, self._meanings, self._known = texts, meanings, known

    def inputs(self) -> ComposeResult:
        """Yield a line for each word."""
        choices = [(one, title(one)) for one in self._meanings]
        for at, text in enumerate(self._texts):
            yield choice_field(str(at), text, choices, self._known.get(text))

    def on_mount(self) -> None:
        """Begin with the first word."""
        self.query(FormField).first().focus()

    def action_accept(self) -> None:
        """Answer with the words of which something was said."""
        answer = values(self)
        said = {text: answer[str(at)] for at, text in enumerate(self._texts)}
        self.dismiss({text: meaning for text, meaning in said.items() if meaning})


class SaveDialog(Dialog[Path]):
    """Asks where a mapping file is to be kept."""

    def __init__(self, path: Path) -> None:
        super().__init__("Save what the columns mean", "enter saves · esc cancels")
        self._path = path
        self._warned = False

    def inputs(self) -> ComposeResult:
        """Yield the path."""
        yield text_field("path", "File", str(self._path))

    def on_mount(self) -> None:
        """Begin in the path."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer; a file that is there is written over only after a second enter."""
        first = self.query(FormField).first()
        try:
            path = typed_path(values(self)["path"])
        except UsageError as error:
            first.say_wrong(error.message)
            return
        if not path.parent.is_dir():
            first.say_wrong("there is no such folder")
        elif path.exists() and not self._warned:
            self._warned = True
            first.say_wrong("it is there; enter again replaces it")
        else:
            self.dismiss(path)
