"""`amtui health rules`: weights and thresholds of health, with a look at what others would change."""

from typing import Any

import click

from amtui.cli.group import Command
from amtui.cli.health_shapes import preview_object
from amtui.cli.output import put_document, put_receipt
from amtui.cli.session import Session
from amtui.domain.changes import Bulk, SaveSetting
from amtui.domain.health_rules import HealthRules
from amtui.domain.health_settings import typed
from amtui.domain.health_words import counts_words, move_words, preview_words
from amtui.domain.wording import label

SHOWN = 20
NAMES = ("weights", "bands", "cap", "coverage", "touch")


@click.command("rules", cls=Command)
@click.option("--weights", metavar="LIST", help="As 'kpis 40, requests 20'; the others keep their usual one.")
@click.option("--bands", metavar="RED,AMBER", help="The highest red and the highest amber score.")
@click.option("--cap", metavar="SCORE", help="The most while something is badly wrong.")
@click.option("--coverage", metavar="SHARE", help="The share of the weights that has to be known.")
@click.option("--touch", metavar="FRESH,STALE", help="Days of a fresh and of a stale last touch.")
@click.option("--dry-run", is_flag=True, help="Only say which accounts would change.")
@click.pass_obj
def rules_command(session: Session, /, *, dry_run: bool, **given: str | None) -> None:
    """Show or set how health is worked out; administrators set, anybody may look with --dry-run."""
    wanted = {f"health_{name}": text for name, text in given.items() if text is not None}
    with session.backend() as backend:
        if wanted and not dry_run:
            parts = tuple(SaveSetting(key=key, value=value) for key, value in wanted.items())
            put_receipt(session, backend.apply(parts[0] if len(parts) == 1 else Bulk(changes=parts)))
            return
        rules = _rules(backend, wanted)
        if wanted:
            _preview(session, backend, rules)
            return
    put_document(session, _object(rules), [f"{label(key)}: {text}" for key, text in typed(rules).items()])


def _rules(backend: Any, wanted: dict[str, str]) -> HealthRules:
    """Return the rules that are set, with those that were typed in their place."""
    from amtui.data.queries.health_settings import health_rules
    from amtui.services.known_settings import rules_with

    return rules_with(backend.read(health_rules), wanted)


def _preview(session: Session, backend: Any, rules: HealthRules) -> None:
    from amtui.data.queries.health import health_preview

    preview = backend.read(health_preview, rules=rules)
    lines = [preview_words(preview), counts_words(preview), *map(move_words, preview.moves[:SHOWN])]
    if len(preview.moves) > SHOWN:
        lines.append(f"and {len(preview.moves) - SHOWN} more")
    put_document(session, preview_object(preview), lines)


def _object(rules: HealthRules) -> dict[str, Any]:
    return {
        "weights": {part.key: weight for part, weight in rules.weights.items()},
        "red_up_to": rules.red_up_to,
        "amber_up_to": rules.amber_up_to,
        "cap": rules.cap,
        "coverage": rules.enough,
        "fresh_days": rules.fresh_days,
        "stale_days": rules.stale_days,
    }
