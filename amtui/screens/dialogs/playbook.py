"""Writing a playbook of the team's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult

from amtui.domain.playbooks import Playbook
from amtui.domain.vocabulary import KpiKey
from amtui.screens.dialogs.form import FormDialog
from amtui.widgets.fields import FormField, area_field, text_field, values


@dataclass(frozen=True, slots=True)
class Written:
    """A playbook as it was written."""

    name: str
    kpis: tuple[KpiKey, ...]
    steps: tuple[str, ...]
    evidence: tuple[str, ...]
    proof: str


class PlaybookDialog(FormDialog[Written]):
    """Name, KPIs, steps, evidence and proof; a line is a step.

    Args:
        names: every KPI by its word.
        playbook: the one to rewrite; None writes another.
    """

    def __init__(self, names: Mapping[str, KpiKey], playbook: Playbook | None) -> None:
        what = f"Rewrite “{playbook.name}”" if playbook else "Write a playbook"
        super().__init__(what, "one step a line · tab goes on · ctrl+j saves · esc cancels")
        self._names = names
        self._playbook = playbook

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        known = self._playbook
        kpis = ", ".join(kpi.value for kpi in known.kpis) if known else ""
        yield text_field("name", "Name", known.name if known else "")
        yield text_field("kpis", "KPIs", kpis, placeholder="as missed_call_rate, service_level")
        yield area_field("steps", "Steps", "\n".join(known.steps) if known else "")
        yield area_field("evidence", "Evidence", "\n".join(known.evidence) if known else "")
        yield text_field("proof", "Proof", known.proof if known else "", placeholder="what figures must show")

    def action_send(self) -> None:
        """Answer once name, KPIs and steps are there."""
        answer, fields = values(self), {field.field_name: field for field in self.query(FormField)}
        words = answer["kpis"].replace(",", " ").split()
        unknown = [word for word in words if word not in self._names]
        faults = (
            ("name", "" if answer["name"] else "give it a name"),
            ("kpis", f"{unknown[0]} is no KPI" if unknown else "" if words else "name a KPI"),
            ("steps", "" if answer["steps"] else "write a step"),
        )
        for name, fault in faults:
            fields[name].say_wrong(fault)
        if any(fault for _, fault in faults):
            return
        kpis = tuple(self._names[word] for word in words)
        self.dismiss(
            Written(
                answer["name"], kpis, _lines(answer["steps"]), _lines(answer["evidence"]), answer["proof"]
            )
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
