"""A book of which every text tries to do harm: each screen shows characters, and nothing acts."""

from sqlalchemy import Text

from amtui.data.models import metadata
from amtui.data.types import Words
from tests.flows.office import Office, admin_of
from tests.flows.visitor import Visitor, visiting
from tests.support import hostile

KEPT: dict[str, frozenset[str]] = {
    "meta": frozenset({"key", "value"}), "settings": frozenset({"key"}), "own_kpis": frozenset({"key"}),
    "sla_policies": frozenset({"plan"}), "calendars": frozenset({"zone", "country", "region"}),
    "users": frozenset({"login", "zone"}), "accounts": frozenset({"currency", "zone"}),
    "audit": frozenset({"entity", "action", "group"}), "saved_views": frozenset({"screen", "filter", "sort"}),
    "operations": frozenset({"op_id", "kind", "undoes", "undone_by"}), "playbooks": frozenset({"key"}),
    "agreements": frozenset({"currency"}), "imports": frozenset({"kind", "format", "sha256"}),
    "kpi_hours": frozenset({"asked", "claim"}), "requests": frozenset({"ref", "source", "standing"}),
    "invoices": frozenset({"currency"}), "satisfaction_answers": frozenset({"source"}),
    "reviews": frozenset({"uid", "recurrence_id"}), "timeline": frozenset({"field"}),
    "improvements": frozenset({"playbook"}), "calls": frozenset({"linked_id"}),
    "team_meetings": frozenset({"uid"}), "user_keys": frozenset({"fingerprint", "kind", "blob"}),
    "credentials": frozenset({"hash"}),
}  # fmt: skip
"""Words of the program itself, which nobody types: the rest of the texts may be anything."""
UNIQUE = " || '-' || rowid"
HARM = "[red]x[/red][/nope][@click=app.quit]y[/]" + hostile.ESCAPES + hostile.TURNED + hostile.LINES
WAYS: tuple[tuple[str, ...], ...] = (
    ("2",), ("enter",), ("]",), ("]",), ("]",), ("]",), ("]",), ("]",), ("]",), ("]",), ("]",), ("escape",),
    ("3",), ("i",), ("escape", "enter"), ("c",), ("escape", "4"), ("5",), ("6",), ("]",), ("1",), ("w",),
    ("escape", "colon"),
)  # fmt: skip


def spoil(office: Office) -> None:
    """Put harm into every text of the database that comes from somebody."""
    for table in metadata.sorted_tables:
        own = KEPT.get(table.name, frozenset())
        texts = [c.name for c in table.c if isinstance(c.type, Text) and not isinstance(c.type, Words)]
        if wanted := [name for name in texts if name not in own]:
            unique = UNIQUE if table.dialect_options["sqlite"]["with_rowid"] else ""
            changes = ", ".join(f"{name} = iif({name} IS NULL, NULL, ?{unique})" for name in wanted)
            office.sql(f"UPDATE {table.name} SET {changes}", *[HARM] * len(wanted))


def harm(me: Visitor) -> list[object]:
    """Return what of the screen steers the terminal, is a link or does something when clicked."""
    found: list[object] = []
    for strip in me.app.screen._compositor.render_strips():
        for text, style, control in strip:
            if control or hostile.steering(text):
                found.append(text)
            if style is not None and (style.link or "quit" in str(style.meta.get("@click"))):
                found.append((text, style))
    return found


async def test_a_book_of_hostile_texts_is_shown_as_characters_on_every_screen(office: Office) -> None:
    spoil(office)
    shown = []
    async with visiting(office.app(admin_of(office))) as me:
        for keys in WAYS:
            await me.press(*keys)
            assert harm(me) == [], keys
            shown += [keys] if "[red]x[/red]" in "\n".join(me.lines) else []
    assert len(shown) > len(WAYS) // 2


async def test_hostile_texts_of_team_meetings_are_shown_as_characters(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("T", "ctrl+j")
        spoil(office)
        shown = []
        for keys in (("r",), ("enter", "g", "enter"), ("escape", "e"), ("escape", "]"), ("1",), ("0",)):
            await me.press(*keys)
            assert harm(me) == [], keys
            shown.append("[red]x[/red]" in "\n".join(me.lines))
        assert all(shown)
