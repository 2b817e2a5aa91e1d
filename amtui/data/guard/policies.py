"""What each role may see and change of each table, worked out from what the tables declare."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import MetaData, Table

from amtui.data.guard.roles import ADMIN, APP, PERSONAL, WORKING
from amtui.data.models.guards import Guard, guard_of

SHUT = "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
ALL = "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True, slots=True)
class Voice:
    """How a role says who works and which books they may see.

    Both are asked once for each statement. The outer cast of the books makes them an array to compare
    with, so that an index on `am_id` serves; without it they would be read as rows of a query.
    """

    me: str
    books: str


VOICES = {
    APP: Voice(
        "(SELECT nullif(current_setting('amtui.who', true), '')::bigint)",
        "(SELECT string_to_array(nullif(current_setting('amtui.books', true), ''), ',')::bigint[])::bigint[]",
    ),
    PERSONAL: Voice("(SELECT amtui_me())", "(SELECT amtui_books())::bigint[]"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of a kind of table, in terms of `{me}`, `{books}` and `{public}`.

    Attributes:
        sees: the condition of a row that may be seen.
        changes: the condition of a row that is added, or as it is after a change; None is no row.
        touches: the condition of a row that may be changed or removed, where it is another one.
        verbs: what is granted at all.
        admin: what is granted to administrators, who see all rows.
    """

    sees: str
    changes: str | None = None
    touches: str | None = None
    verbs: str = "SELECT"
    admin: str = ALL


BOOK = "am_id = ANY ({books})"
IDENTIFIED = "{me} IS NOT NULL"
HIDDEN = {Guard.BOOK, Guard.FILED, Guard.TEAM}
"""Kinds whose rows others refer to, and which not everybody sees."""
HELD = "account_id IN (SELECT id FROM accounts)"
LED = (
    "user_id = {me} OR user_id = ANY ({books}) AND user_id IN (SELECT id FROM users WHERE manager_id = {me})"
)
MET = (
    "entity = 'team_meetings' AND entity_id IN (SELECT id FROM team_meetings)"
    " OR entity = 'team_series' AND entity_id IN (SELECT id FROM team_series)"
)
RULES = {
    Guard.BOOK: Rule(BOOK, BOOK, verbs=ALL),
    Guard.OWN: Rule("user_id = {me}", "user_id = {me}", verbs=ALL),
    Guard.MARK: Rule(
        f"{BOOK} OR user_id = {{me}}", f"user_id = {{me}} AND {BOOK}", "user_id = {me}", verbs=ALL
    ),
    Guard.SECRET: Rule("user_id = {me}", "user_id = {me}", verbs="SELECT, UPDATE"),
    Guard.KEYS: Rule("user_id = {me}"),
    Guard.SHARED: Rule(IDENTIFIED, IDENTIFIED, verbs=ALL),
    Guard.OFFICE: Rule(IDENTIFIED),
    Guard.ABSENCE: Rule(IDENTIFIED, "user_id = {me} OR user_id = ANY ({books})", verbs=ALL),
    Guard.TEAM: Rule(f"{LED} OR invited::jsonb @> to_jsonb({{me}})", LED, verbs=ALL),
    Guard.OPEN: Rule("true"),
    Guard.AUDIT: Rule(
        f"{IDENTIFIED} AND (actor_id = {{me}} OR {HELD}"
        f" OR account_id IS NULL AND (entity IN ({{public}}) OR {MET}))",
        f"actor_id = {{me}} AND (account_id IS NULL AND (am_id = 0 OR {BOOK}) OR {BOOK} AND {HELD})",
        verbs="SELECT, INSERT",
        admin="SELECT, INSERT",
    ),
    Guard.DONE: Rule(
        'actor_id = {me} OR EXISTS (SELECT FROM audit WHERE audit."group" = op_id)',
        "actor_id = {me}",
        verbs="SELECT, INSERT, UPDATE",
        admin="SELECT, INSERT, UPDATE",
    ),
    Guard.FILED: Rule(
        f"actor_id = {{me}} OR {HELD} OR account_id IS NULL AND {IDENTIFIED}",
        f"actor_id = {{me}} AND (account_id IS NULL OR {HELD})",
        verbs=ALL,
    ),
}


def statements(metadata: MetaData) -> Iterator[str]:
    """Yield what puts up policies and grants on every table; one that declares nothing stays shut."""
    public = ", ".join(f"'{table.name}'" for table in _public(metadata))
    for table in metadata.sorted_tables:
        name = f'"{table.name}"'
        yield f"ALTER TABLE {name} {SHUT}"
        yield f"REVOKE ALL ON {name} FROM PUBLIC, {', '.join(WORKING)}"
        guard = guard_of(table)
        if guard is not None:
            yield from _table(table, name, RULES[guard], public)


def _public(metadata: MetaData) -> list[Table]:
    """Return the tables that everybody sees, whose changes everybody may see too."""
    shown = {Guard.SHARED, Guard.OFFICE, Guard.ABSENCE}
    return [table for table in metadata.sorted_tables if guard_of(table) in shown]


def _hung(table: Table) -> Iterator[str]:
    """Yield that each row not for everybody to which one of a table refers may be seen as well.

    The server itself looks past all policies for it. With the book in the reference there is no need.
    """
    if guard_of(table) not in {Guard.BOOK, Guard.TEAM}:
        return
    for key in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
        other = key.referred_table
        if "am_id" in key.column_keys or guard_of(other) not in HIDDEN:
            continue
        (element,) = key.elements
        own = f'"{table.name}".{element.parent.name}'
        there = f'EXISTS (SELECT FROM "{other.name}" AS other WHERE other.{element.column.name} = {own})'
        if other is table:  # a policy may not ask its own table; what stands above it may stay hidden
            there = f"amtui_below({element.column.name}, {own})"
        yield f"({own} IS NULL OR {there})"


def _table(table: Table, name: str, rule: Rule, public: str) -> Iterator[str]:
    for role, voice in VOICES.items():
        yield f"GRANT {rule.verbs} ON {name} TO {role}"
        said = {"me": voice.me, "books": voice.books, "public": public}
        sees = rule.sees.format(**said)
        yield f"CREATE POLICY {role}_sees ON {name} FOR SELECT TO {role} USING ({sees})"
        if rule.changes is not None:
            touches = (rule.touches or rule.changes).format(**said)
            changes = " AND ".join([f"({rule.changes.format(**said)})", *_hung(table)])
            yield f"CREATE POLICY {role}_adds ON {name} FOR INSERT TO {role} WITH CHECK ({changes})"
            yield (
                f"CREATE POLICY {role}_changes ON {name} FOR UPDATE TO {role}"
                f" USING ({touches}) WITH CHECK ({changes})"
            )
            yield f"CREATE POLICY {role}_removes ON {name} FOR DELETE TO {role} USING ({touches})"
    yield f"GRANT {rule.admin} ON {name} TO {ADMIN}"
    yield f"CREATE POLICY {ADMIN} ON {name} TO {ADMIN} USING (true)"
    if "id" in table.c and rule.admin != "SELECT":
        adds = ", ".join(WORKING) if "INSERT" in rule.verbs else ADMIN
        yield f"GRANT USAGE, SELECT ON SEQUENCE {table.name}_id_seq TO {adds}"
