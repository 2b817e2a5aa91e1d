"""A playbook in words."""

from collections.abc import Sequence

from textual.content import Content

from amtui.domain.kpi.definitions import definition
from amtui.domain.playbooks import Playbook
from amtui.domain.wording import listed, title
from amtui.screens.hanging import section, wrapped
from amtui.widgets.detail import stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe


def described(playbook: Playbook, cells: int) -> Content:
    """Return a playbook for a pane of so many cells."""
    kpis = listed([definition(kpi).label for kpi in playbook.kpis])
    steps = [f"{number} {step}" for number, step in enumerate(playbook.steps, start=1)]
    return stacked(
        (
            heading(title(playbook.name)),
            safe(wrapped(f"Helps with {kpis}.", cells)),
            section("Steps", _lines(steps, cells)),
            section("Evidence", _lines(playbook.evidence, cells)) if playbook.evidence else Content(),
            section("Proof", safe(wrapped(playbook.proof, cells))),
        )
    )


def _lines(lines: Sequence[str], cells: int) -> Content:
    return safe("\n".join(wrapped(line, cells - 2).replace("\n", "\n  ") for line in lines))
