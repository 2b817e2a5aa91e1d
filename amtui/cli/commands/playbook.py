"""`amtui playbook`: what usually helps when a KPI is off; those of the program, and your own."""

from typing import TYPE_CHECKING, Any

import click

from amtui.cli.action_shapes import PLAYBOOK_KEYS, playbook_lines, playbook_object
from amtui.cli.completing import words_of
from amtui.cli.group import Group
from amtui.cli.output import Column, put_document, put_list, put_receipt
from amtui.cli.session import Session
from amtui.domain.errors import Refused, UsageError
from amtui.domain.improvement_changes import AddPlaybook, EditPlaybook, RemovePlaybook
from amtui.domain.playbooks import Playbook, find, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amtui.domain.vocabulary import KpiKey
    from amtui.services.backend import Backend

KPIS = click.option(
    "--kpi",
    "kpis",
    multiple=True,
    metavar="KPI",
    shell_complete=words_of("KPI"),
    help="What it helps with; the first counts.",
)
STEPS = click.option("--step", "steps", multiple=True, metavar="TEXT", help="What is done; in order.")
EVIDENCE = click.option("--evidence", multiple=True, metavar="TEXT", help="What has to be at hand.")
PROOF = click.option("--proof", metavar="TEXT", help="What the figures must show.")
COLUMNS: list[Column[Playbook]] = [
    Column("KEY", lambda one: one.key),
    Column("NAME", lambda one: one.name),
    Column("KPIS", lambda one: ", ".join(kpi.value for kpi in one.kpis)),
    Column("STEPS", lambda one: str(len(one.steps)), right=True),
    Column("FROM", lambda one: "the team" if one.is_own else "amtui"),
]


@click.group("playbook", cls=Group)
def playbook_command() -> None:
    """List and write playbooks."""


@playbook_command.command("list")
@click.option(
    "--kpi",
    metavar="KPI",
    shell_complete=words_of("KPI"),
    help="Those that help with this KPI, the best first.",
)
@click.pass_obj
def listed(session: Session, kpi: str | None) -> None:
    """List playbooks."""
    with session.backend() as backend:
        found = _known(backend)
        if kpi is not None:
            (wanted,) = _named(backend, (kpi,))
            found = tuple(each.playbook for each in suggest(found, wanted))
    put_list(session, found, playbook_object, COLUMNS, PLAYBOOK_KEYS)


@playbook_command.command("show")
@click.argument("playbook")
@click.pass_obj
def show(session: Session, playbook: str) -> None:
    """Show a playbook: its steps, the evidence it needs, and its proof."""
    with session.backend() as backend:
        found = find(_known(backend), playbook)
    put_document(session, playbook_object(found), list(playbook_lines(found)))


@playbook_command.command("add")
@click.argument("name")
@KPIS
@STEPS
@EVIDENCE
@PROOF
@click.pass_obj
def add(
    session: Session,
    name: str,
    kpis: tuple[str, ...],
    steps: tuple[str, ...],
    evidence: tuple[str, ...],
    proof: str | None,
) -> None:
    """Write a playbook of your own."""
    with session.backend() as backend:
        change = AddPlaybook(
            name=name, kpis=_named(backend, kpis), steps=steps, evidence=evidence, proof=proof or ""
        )
        put_receipt(session, backend.apply(change))


@playbook_command.command("set")
@click.argument("playbook")
@click.option("--name", metavar="TEXT", help="Its new name; the key stays.")
@KPIS
@STEPS
@EVIDENCE
@PROOF
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def change(session: Session, /, playbook: str, version: int | None, **given: Any) -> None:
    """Rewrite a playbook of your own; steps and evidence are given whole."""
    wanted = {part: value for part, value in given.items() if value}
    if not wanted:
        raise UsageError("there is nothing to change", next="Name a part, such as --step.")
    with session.backend() as backend:
        own = _own(backend, playbook)
        if "kpis" in wanted:
            wanted["kpis"] = _named(backend, wanted["kpis"])
        seen = own.version if version is None else version
        change = EditPlaybook(playbook_id=own.id or 0, expected_version=seen or 0, **wanted)
        put_receipt(session, backend.apply(change))


@playbook_command.command("remove")
@click.argument("playbook")
@click.pass_obj
def remove(session: Session, playbook: str) -> None:
    """Take a playbook of the team's own away; actions that follow it keep its name."""
    with session.backend() as backend:
        own = _own(backend, playbook)
        change = RemovePlaybook(playbook_id=own.id or 0, expected_version=own.version or 0)
        put_receipt(session, backend.apply(change))


def _known(backend: "Backend") -> tuple[Playbook, ...]:
    from amtui.data.queries.playbooks import playbooks

    return backend.read(playbooks)


def _own(backend: "Backend", text: str) -> Playbook:
    found = find(_known(backend), text)
    if not found.is_own:
        raise Refused(
            f"“{found.name}” comes with the program and stays as it is", next="Write one of your own."
        )
    return found


def _named(backend: "Backend", kpis: "Iterable[str]") -> "tuple[KpiKey, ...]":
    """Return the KPIs of some words.

    Raises:
        UsageError: a word is no KPI.
    """
    from amtui.data.queries.own_kpis import kpi_names

    names = backend.read(kpi_names)
    found = []
    for kpi in kpis:
        plain = kpi.strip().replace(" ", "_").replace("-", "_").casefold()
        if plain not in names:
            raise UsageError(f"“{kpi}” is no KPI", next=f"There are {', '.join(names)}.")
        found.append(names[plain])
    return tuple(found)
