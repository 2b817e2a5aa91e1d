"""The rooms of the settings, and of who does which kind of request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from amtui.domain.change import Topic
from amtui.domain.changes import SaveSetting
from amtui.domain.office_records import SettingRow
from amtui.domain.request_rules import default_route
from amtui.domain.routing_changes import GOING, STAYING, SetRouting, goes_to, open_ones
from amtui.domain.vocabulary import RequestType, Route
from amtui.domain.wording import title
from amtui.screens.admin.room import Room
from amtui.screens.admin.saving import SavingDialog
from amtui.screens.dialogs.base import Choice
from amtui.screens.dialogs.pick import PickDialog
from amtui.widgets.fields import text_field
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

if TYPE_CHECKING:
    from amtui.services.backend import Backend

ROUTES = "routes"
USUAL = "usual"
NEW_ONLY, OPEN_TOO = "new", "open"


class Settings(Room):
    """What holds for everybody."""

    key, title = "settings", "Settings"
    noun = ("setting", "settings")
    offers = frozenset({"edit", "remove"})
    sort_keys: ClassVar[Any] = {"key": lambda row: row.key, "state": lambda row: not row.is_set}

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[SettingRow]("key", "Setting", lambda row: row.key, least=22, most=26, priority=10),
            Column[SettingRow](
                "value", "Value", lambda row: row.value or "–", least=12, weight=2, priority=9
            ),
            Column[SettingRow]("state", "State", _state, width=7, priority=6),
            Column[SettingRow](
                "words", "What it does", lambda row: row.words, least=24, weight=3, priority=5
            ),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[SettingRow]:  # noqa: ARG002
        """Read the settings."""
        from amtui.services.setting_rows import setting_rows

        return tuple(row for row in await backend.ask(setting_rows) if row.key != ROUTES)

    def row_id(self, row: SettingRow) -> int:
        """Return a number that stays with the setting."""
        return int.from_bytes(row.key.encode()[-7:])

    def searched(self, row: SettingRow) -> str:
        """Return what the filter is looked for in."""
        return f"{row.key} {row.value} {row.words}"

    def told(self, row: SettingRow) -> str:
        """Return what the setting does, and what holds without it."""
        return f"{row.words} · usual: {row.default or 'none'}"

    def edit(self, row: SettingRow) -> None:
        """Change the setting."""

        def make(said: dict[str, str]) -> SaveSetting:
            return SaveSetting(key=row.key, value=said[row.key], seen=row.value)

        field = lambda: [text_field(row.key, "Value", row.value)]  # noqa: E731
        self.screen.app.push_screen(
            SavingDialog(f"{row.words} ({row.key})", field, make, draft=f"setting.{row.key}")
        )

    def remove(self, row: SettingRow) -> None:
        """Set the setting back to what holds without it."""
        self.screen.app.begin_change(SaveSetting(key=row.key, value=row.default))


@dataclass(frozen=True, slots=True)
class RouteRow:
    """Who does a kind of request."""

    number: int
    kind: RequestType
    route: Route
    is_set: bool


class Routing(Room):
    """Who does which kind of request."""

    key, title = "routing", "Routing"
    noun = ("kind of request", "kinds of requests")
    offers = frozenset({"edit", "remove"})

    def __init__(self, screen: Any) -> None:
        super().__init__(screen)
        self.rows: tuple[RouteRow, ...] = ()

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        return (
            Column[RouteRow](
                "kind", "Kind of request", lambda row: title(row.kind), least=20, most=30, priority=10
            ),
            Column[RouteRow](
                "route", "Who does it", lambda row: title(row.route), least=16, most=24, priority=9
            ),
            Column[RouteRow]("state", "State", _state, width=7, priority=6),
        )

    async def ask(self, backend: "Backend", text: str) -> Sequence[RouteRow]:  # noqa: ARG002
        """Read where kinds of requests go."""
        from amtui.data.queries.settings import setting

        own: Any = await backend.ask(setting, key=ROUTES, default={})
        self.rows = tuple(
            RouteRow(number, kind, Route(own.get(kind, default_route(kind))), kind in own)
            for number, kind in enumerate(RequestType, start=1)
        )
        return self.rows

    def row_id(self, row: RouteRow) -> int:
        """Return the number of the kind."""
        return row.number

    def searched(self, row: RouteRow) -> str:
        """Return what the filter is looked for in."""
        return f"{title(row.kind)} {title(row.route)}"

    def told(self, row: RouteRow) -> str:
        """Return what holds without a setting."""
        usual = title(default_route(row.kind))
        return f"Usual: {usual} · a P1 always goes to Support · open requests go along if you say so"

    def edit(self, row: RouteRow) -> None:
        """Choose who does the kind of request."""
        self.screen.app.begin(self._edit(row))

    def remove(self, row: RouteRow) -> None:
        """Let the usual team do it again."""
        self.screen.app.begin(self._set(row, None))

    async def _edit(self, row: RouteRow) -> None:
        choices = [(route.value, title(route)) for route in Route]
        dialog = PickDialog(f"Who does “{title(row.kind)}”?", choices, placeholder="a team")
        chosen: str | None = await self.screen.app.push_screen_wait(dialog)
        if chosen is not None:
            await self._set(row, Route(chosen))

    async def _set(self, row: RouteRow, route: Route | None) -> None:
        """Set it at once where no open request is concerned, else as the user answers."""
        app, change = self.screen.app, SetRouting(kind=row.kind, route=route)
        if app.backend is None:
            return
        along = replace(change, open_too=True)
        foreseen = await app.backend.foresee(along)
        if Topic.REQUESTS not in foreseen.topics:
            await app.change(change)
            return
        told = goes_to(row.kind, route or default_route(row.kind))
        along_words = open_ones(foreseen.count(GOING), foreseen.count(STAYING))
        answers = [("n", "only new requests", NEW_ONLY), ("o", f"open ones too: {along_words}", OPEN_TOO)]
        answer: str | None = await app.push_screen_wait(Choice(f"{told}. Which requests?", answers))
        if answer is not None:
            await app.change(along if answer == OPEN_TOO else change)


def _state(row: SettingRow | RouteRow) -> Cell:
    return ("● set", "accent") if row.is_set else (USUAL, "dim")
