"""Ways through the import of a file of which nobody has said what its columns are."""

from collections.abc import Callable, Sequence
from pathlib import Path

from amtui.app import AmtuiApp
from amtui.screens.importing import ImportScreen
from tests.flows.office import folder, visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
LINES = (
    "Vorgang;Beginn;Art;Ergebnis;Wartedauer;Gespräch;Team;Wer;Notiz",
    "a-1;03.02.2026 09:01:10;ein;ok;12;180;Service;Jana;",
    "a-2;03.02.2026 09:04:00;ein;weg;31;;Service;;legt auf",
    "a-3;03.02.2026 09:09:25;ein;ok;4;65;Vertrieb;Omar;",
    "a-4;03.02.2026 09:15:02;aus;ok;;240;Vertrieb;Omar;Rückruf",
    "a-5;13.02.2026 09:20:41;ein;nix;58;;Service;;",
)
"""The start and the team are known by their headers; the outcome is, but not what its words mean."""

HOSTILE_LINES = (
    "[red]x[/red];\x1b[2Jstart\x07;\u202egnp.exe;[@click=app.quit]q[/]",
    "[bold]1;2026-02-03 09:00;answered\x1b]52;c;aGk=\x07;[/nope]",
)
WORDS = {"ok": "answered", "weg": "abandoned", "nix": "no_answer"}


def import_of(lines: Sequence[str], *, words: bool = False) -> Callable[[], AmtuiApp]:
    """Return what makes the program on its import screen, with a file of those lines.

    Args:
        lines: of the file.
        words: whether it was said what its words mean.
    """

    def build() -> AmtuiApp:
        app = visit()()
        app.add_mode("import", lambda: screen_of(folder() / "telefon.csv", lines, words=words))
        app.start = "import"
        return app

    return build


def screen_of(path: Path, lines: Sequence[str], *, words: bool = False) -> ImportScreen:
    """Write a file and return the screen that shows it."""
    from amtui.services.imports.plan import ImportPlan, kind_of

    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = ImportPlan(path, kind_of("calls"), "1")
    if words:
        plan = plan.with_words("outcome", WORDS).with_words(
            "direction", {"ein": "inbound", "aus": "outbound"}
        )
    return ImportScreen(plan)


MAPPED = (
    "enter", "enter", "j", "enter", *"jjjj", "enter", "j", "enter", *"jj", "enter", "enter", "j", "enter",
    "g", *"jjjjjj",
)  # fmt: skip
"""Keys that say four of the columns, and come back to the last of them from above.

Each answer may change the height of the lists below the cursor; on the way back nothing does.
"""

IMPORT_FLOWS = (
    Flow("import-file", visit(), NORMAL, ("I",)),
    Flow("import", import_of(LINES), WIDE),
    Flow("import-mapped", import_of(LINES, words=True), WIDE, MAPPED),
    Flow("import-mapped", import_of(LINES, words=True), NORMAL, MAPPED),
    Flow("import-mapped", import_of(LINES, words=True), NARROW, MAPPED),
    Flow("import-words", import_of(LINES), NORMAL, (*"jjj", "m")),
    Flow("import-how", import_of(LINES), NORMAL, ("e",)),
    Flow("import-hostile", import_of(HOSTILE_LINES), NORMAL),
)
