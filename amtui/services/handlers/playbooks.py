"""Playbooks of the team's own: written, rewritten, taken away."""

import re
from collections.abc import Iterable
from typing import Any

from amtui.data.models import playbooks
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid
from amtui.domain.improvement_changes import AddPlaybook, EditPlaybook, RemovePlaybook
from amtui.domain.playbooks import BUILT_IN
from amtui.services.handlers.common import said, seen
from amtui.services.writing import Writing

BETTER = "The figure is clearly better after the change and meets its target for a week."
"""What proves an action of a playbook that does not say."""


def add(writing: Writing, change: AddPlaybook) -> Receipt:
    """Write a playbook; its key is made of its name."""
    parts = _parts(change)
    values = {"created_at": writing.now, "updated_at": writing.now, "version": 1, **parts}
    playbook_id = writing.insert(playbooks, values, Topic.ACTIONS)
    return writing.receipt(f"Playbook “{parts['name']}” written", playbook_id, 1)


def edit(writing: Writing, change: EditPlaybook) -> Receipt:
    """Rewrite parts of a playbook; its key stays, so that actions go on following it."""
    what = f"playbook {change.playbook_id}"
    row = seen(writing, playbooks, change.playbook_id, change.expected_version, what, {})
    parts = _parts(change)
    parts.pop("key", None)
    version = writing.update(playbooks, row, row["version"], parts, Topic.ACTIONS)
    return writing.receipt(f"Playbook “{parts.get('name', row['name'])}” rewritten", row["id"], version)


def remove(writing: Writing, change: RemovePlaybook) -> Receipt:
    """Take a playbook away."""
    what = f"playbook {change.playbook_id}"
    row = seen(writing, playbooks, change.playbook_id, change.expected_version, what, {})
    writing.delete(playbooks, row, Topic.ACTIONS)
    return writing.receipt(f"Playbook “{row['name']}” taken away", row["id"], None)


def key_of(name: str) -> str:
    """Return the key that a name gives: “Holiday cover” is `holiday-cover`."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def _parts(change: AddPlaybook | EditPlaybook) -> dict[str, Any]:
    """Return the columns that a change gives.

    Raises:
        Invalid: a playbook needs a name of its own, a KPI and a step.
    """
    parts: dict[str, Any] = {}
    if change.name is not None:
        parts["name"] = said(change.name, "name", "give it a name")
        parts["key"] = _own_key(parts["name"])
    if change.kpis is not None:
        parts["kpis"] = [kpi.value for kpi in dict.fromkeys(change.kpis)]
    if change.steps is not None:
        parts["steps"] = _lines(change.steps)
    if change.evidence is not None:
        parts["evidence"] = _lines(change.evidence)
    if change.proof is not None:
        parts["proof"] = change.proof.strip() or BETTER
    empty = {
        field: rule
        for field, rule in (("kpis", "name a KPI that it helps with"), ("steps", "write at least one step"))
        if parts.get(field) == []
    }
    if empty:
        raise Invalid(empty)
    return parts


def _own_key(name: str) -> str:
    key = key_of(name)
    if not key:
        raise Invalid({"name": "give it a name with letters or digits"})
    if any(key in {each.key, key_of(each.name)} for each in BUILT_IN):
        raise Invalid({"name": "a playbook of this name comes with the program"})
    return key


def _lines(texts: Iterable[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]
