"""Saying by hand which column is which, where an import meets a file that is not understood."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.cli.session import Session
from amtui.domain.errors import AmtuiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from amtui.app import AmtuiApp
    from amtui.screens.importing import ImportScreen
    from amtui.services.imports import ImportReport
    from amtui.services.imports.plan import ImportPlan


def may_map(session: Session, files: tuple[Path, ...], *, dry_run: bool) -> bool:
    """Tell whether somebody sits at a terminal who can be asked about one file."""
    scripted = session.as_json or session.as_csv or session.quiet or dry_run or session.writes_nothing
    on_terminal = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return on_terminal and not scripted and len(files) == 1 and os.environ.get("TERM", "dumb") != "dumb"


def map_by_hand(
    session: Session, plan: "ImportPlan", refused: AmtuiError | None = None
) -> "ImportReport | None":
    """Open the mapper; return what was imported, or None where it was left without.

    Raises:
        AmtuiError: it was left without, and `refused` is why the mapper was opened at all.
    """
    from amtui.cli.dashboard import open_dashboard

    done: list[ImportReport] = []
    open_dashboard(session, prepare=_preparing(plan, done))
    if not done and refused is not None:
        raise refused
    return done[0] if done else None


def _preparing(plan: "ImportPlan", done: "list[ImportReport]") -> "Callable[[AmtuiApp], None]":
    def prepare(app: "AmtuiApp") -> None:
        def ended(report: "ImportReport") -> None:
            done.append(report)
            app.exit(0)

        def screen() -> "ImportScreen":
            from amtui.screens.importing import ImportScreen

            return ImportScreen(plan, ended)

        app.add_mode("import", screen)
        app.start = "import"

    return prepare
