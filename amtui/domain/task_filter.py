"""How lists of tasks read filters."""

from datetime import date, datetime, time, tzinfo

from amtui.domain.clock import local_day
from amtui.domain.filter_fields import Field, Grammar, Kind
from amtui.domain.filter_match import Matching
from amtui.domain.task_records import Quadrant, TaskRow

URGENT = frozenset({Quadrant.NOW, Quadrant.SOON})
TASKS = Grammar(
    (
        Field("account", Kind.TEXT, "part of the name of the account that it is about", ("acc",)),
        Field("am", Kind.TEXT, "login or part of the name of the account's manager; none for unassigned"),
        Field(
            "quadrant",
            Kind.CHOICE,
            "where it lies between urgent and important",
            ("q",),
            tuple(place.value for place in Quadrant),
        ),
        Field("due", Kind.DATE, "the day by whose end it is to be done"),
        Field("block", Kind.DATE, "when time is set aside for it"),
        Field("to", Kind.TEXT, "part of the name of who does it instead"),
        Field(
            "is",
            Kind.CHOICE,
            "what the row is marked as",
            (),
            ("urgent", "important", "overdue", "planned", "given", "carried", "mine"),
        ),
    ),
    ("quadrant", "due", "title", "account", "block", "created"),
)


def task_matching(now: datetime, zone: tzinfo) -> Matching[TaskRow]:
    """Return how a list of tasks reads filters at a moment, for somebody in a zone."""
    today = local_day(now, zone)
    return Matching(
        grammar=TASKS,
        fields={
            "account": lambda row: row.account,
            "quadrant": lambda row: row.quadrant,
            "due": lambda row: end_of(row.due_on, zone),
            "block": lambda row: row.block_at,
            "to": lambda row: row.delegate,
        },
        marks={
            "urgent": lambda row: row.quadrant in URGENT,
            "important": lambda row: row.important,
            "overdue": lambda row: row.done_at is None and row.due_on is not None and row.due_on < today,
            "planned": lambda row: row.block_at is not None,
            "given": lambda row: bool(row.delegate),
            "carried": lambda row: bool(row.carried),
        },
        text=lambda row: f"{row.title} {row.account} {row.delegate}",
        sorts={
            "quadrant": lambda row: list(Quadrant).index(row.quadrant),
            "due": lambda row: row.due_on,
            "title": lambda row: row.title.casefold(),
            "account": lambda row: row.account.casefold() or None,
            "block": lambda row: row.block_at,
            "created": lambda row: row.created_at,
        },
        account_of=lambda row: row.account_id or 0,
    )


def end_of(day: date | None, zone: tzinfo) -> datetime | None:
    """Return the last moment of a day by whose end something is to be done."""
    return None if day is None else datetime.combine(day, time.max, zone)
