"""The rooms of business calendars, and of the times agreed for requests."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.admin_changes import DeleteCalendar, SaveCalendar, SetServiceLevel
from amtui.domain.office_records import CalendarRow, ServiceLevelRow
from amtui.domain.opening_words import EXAMPLE
from amtui.screens.admin.foreseen import change_if_agreed
from amtui.screens.admin.room import Room
from amtui.screens.admin.saving import SavingDialog
from amtui.screens.dialogs.confirm import ConfirmDialog
from amtui.widgets.fields import FormField, text_field
from amtui.widgets.virtual_table import Column

if TYPE_CHECKING:
    from amtui.domain.vocabulary import Priority
    from amtui.services.backend import Backend

ANY_PLAN = "*"


class Hours(Room):
    """When accounts are open."""

    key, title = "calendars", "Calendars"
    noun = ("calendar", "calendars")
    empty = "No calendar yet. Press a to write one."
    offers = frozenset({"add", "edit", "remove"})

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[CalendarRow]("name", "Calendar", lambda row: row.name, least=14, most=24, priority=10),
            Column[CalendarRow]("hours", "Open", lambda row: row.hours, least=20, weight=2, priority=9),
            Column[CalendarRow]("country", "Holidays", _holidays, least=8, most=16, priority=7),
            Column[CalendarRow](
                "zone", "Zone", lambda row: row.zone or "the account's", least=13, most=20, priority=5
            ),
            Column[CalendarRow](
                "n",
                "Accounts",
                lambda row: str(row.accounts or "–"),
                width=8,
                align="right",
                priority=6,
                value="accounts",
            ),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[CalendarRow]:  # noqa: ARG002
        """Read the calendars."""
        from amtui.data.queries.office import calendar_rows

        return await backend.ask(calendar_rows)

    def searched(self, row: CalendarRow) -> str:
        """Return what the filter is looked for in."""
        return f"{row.name} {row.hours} {row.country} {row.zone} {row.holidays}"

    def told(self, row: CalendarRow) -> str:
        """Return the days that are closed besides."""
        return f"Closed besides: {row.holidays}" if row.holidays else "No closed days of its own"

    def add(self, _row: CalendarRow | None) -> None:
        """Write a calendar."""
        self._write(None)

    def edit(self, row: CalendarRow) -> None:
        """Rewrite a calendar."""
        self._write(row)

    def remove(self, row: CalendarRow) -> None:
        """Take a calendar away."""
        self.screen.app.begin(self._remove(row))

    async def _remove(self, row: CalendarRow) -> None:
        question = ConfirmDialog(f"Delete the calendar {row.name}?", "deletes it; u takes it back")
        if await self.screen.app.push_screen_wait(question):
            await self.screen.app.change(DeleteCalendar(calendar_id=row.id, expected_version=row.version))

    def _write(self, row: CalendarRow | None) -> None:
        def fields() -> Iterator[FormField]:
            yield text_field("name", "Name", row.name if row else "")
            yield text_field("hours", "Open", row.hours if row else "", placeholder=EXAMPLE)
            yield text_field(
                "country", "Country", row.country if row else "", placeholder="DE, for its holidays"
            )
            yield text_field("region", "Region", row.region if row else "", placeholder="BY")
            yield text_field("zone", "Time zone", row.zone if row else "", placeholder="the account's")
            yield text_field(
                "holidays", "Closed", row.holidays if row else "", placeholder="2026-12-24 Christmas Eve"
            )

        def make(said: dict[str, str]) -> SaveCalendar:
            known, seen = (row.id, row.version) if row else (None, 0)
            return SaveCalendar(calendar_id=known, expected_version=seen, fields=tuple(said.items()))

        title = f"Calendar {row.name}" if row else "New calendar"
        draft, version = (f"calendar.{row.id}", row.version) if row else ("calendar.new", 0)
        form = SavingDialog(title, fields, make, foreseen=True, draft=draft, version=version)
        self.screen.app.push_screen(form, self.screen.saved)


class Levels(Room):
    """How soon requests are answered and resolved."""

    key, title = "sla", "Service levels"
    noun = ("level", "levels")
    offers = frozenset({"edit", "remove"})
    sort_keys: ClassVar[Any] = {"plan": lambda row: row.plan, "priority": lambda row: row.priority.value}

    def __init__(self, screen: Any) -> None:
        super().__init__(screen)
        self.places: dict[tuple[str, Priority], int] = {}

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[ServiceLevelRow]("plan", "Plan", _plan, least=12, most=24, priority=10),
            Column[ServiceLevelRow](
                "priority", "Priority", lambda row: row.priority.value, width=8, priority=9
            ),
            Column[ServiceLevelRow](
                "respond", "Answer in", lambda row: row.respond, width=10, align="right", priority=8
            ),
            Column[ServiceLevelRow](
                "resolve", "Resolve in", lambda row: row.resolve, width=10, align="right", priority=8
            ),
            Column[ServiceLevelRow]("origin", "From", lambda row: row.origin, width=9, priority=6),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[ServiceLevelRow]:  # noqa: ARG002
        """Read the levels."""
        from amtui.data.queries.office import service_levels

        rows = await backend.ask(service_levels)
        self.places = {(row.plan, row.priority): place for place, row in enumerate(rows, start=1)}
        return rows

    def row_id(self, row: ServiceLevelRow) -> int:
        """Return the place of the level."""
        return self.places[row.plan, row.priority]

    def searched(self, row: ServiceLevelRow) -> str:
        """Return what the filter is looked for in."""
        return f"{_plan(row)} {row.priority} {row.origin}"

    def told(self, row: ServiceLevelRow) -> str:  # noqa: ARG002
        """Return what follows from a change."""
        return "In business time · open requests follow, unless another time was promised"

    def edit(self, row: ServiceLevelRow) -> None:
        """Set the level of the plan."""

        def fields() -> Iterator[FormField]:
            yield text_field("respond", "Answer in", row.respond, hint="as 30m or 2h")
            yield text_field("resolve", "Resolve in", row.resolve, hint="as 4h or 24h")

        def make(said: dict[str, str]) -> SetServiceLevel:
            seen = row.respond, row.resolve
            return SetServiceLevel(plan=row.plan, priority=row.priority, seen=seen, **said)

        title = f"{row.priority.value} of {_plan(row)}, in business time"
        draft = f"level.{row.plan}.{row.priority}"
        self.screen.app.push_screen(SavingDialog(title, fields, make, foreseen=True, draft=draft))

    def remove(self, row: ServiceLevelRow) -> None:
        """Take the plan's own level away."""
        change = SetServiceLevel(plan=row.plan, priority=row.priority, respond="", resolve="")
        self.screen.app.begin(change_if_agreed(self.screen.app, change))


def _plan(row: ServiceLevelRow) -> str:
    return "all plans" if row.plan == ANY_PLAN else row.plan


def _holidays(row: CalendarRow) -> str:
    return "-".join(filter(None, (row.country, row.region))) or "–"
