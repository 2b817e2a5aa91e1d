"""What can be done about goals from any screen that shows KPIs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi_changes import WithdrawGoal
from amtui.domain.kpi_key import KpiKey
from amtui.domain.kpi_records import KpiFigure
from amtui.screens.dialogs.reason import ReasonDialog

if TYPE_CHECKING:
    from amtui.screens.base import BaseScreen


class GoalActions:
    """Agree and withdraw, for one screen."""

    def __init__(self, screen: "BaseScreen") -> None:
        self.screen = screen

    def agree(self, account_id: int, account: str, first: KpiKey | None) -> None:
        """Ask for a goal, beginning with the KPI under the cursor, and agree on it."""
        self.screen.app.begin(self._agree(account_id, account, first))

    def withdraw(self, figure: KpiFigure) -> None:
        """Ask for the reason, and withdraw the goal in force."""
        self.screen.app.begin(self._withdraw(figure))

    async def _agree(self, account_id: int, account: str, first: KpiKey | None) -> None:
        from amtui.data.queries.contacts import contacts_of
        from amtui.data.queries.goals import goals
        from amtui.data.queries.own_kpis import kpi_names
        from amtui.screens.dialogs.goal import GoalDialog, Table

        app = self.screen.app
        if app.backend is None:
            return
        names = await app.backend.ask(kpi_names)
        people = await app.backend.ask(contacts_of, account_id=account_id)
        in_force = await app.backend.ask(goals, account_id=account_id)
        kpis = _first(list(names.values()), first)
        await app.push_screen_wait(GoalDialog(Table(account_id, account, kpis, people, in_force)))

    async def _withdraw(self, figure: KpiFigure) -> None:
        from amtui.data.queries.goals import goals

        app = self.screen.app
        if app.backend is None:
            return
        in_force = await app.backend.ask(goals, account_id=figure.account_id)
        found = next((goal for goal in in_force if goal.kpi == figure.kpi), None)
        if found is None:
            app.say(f"There is no goal on {definition(figure.kpi).label}. Press a to agree on one.")
            return
        question = f"Withdraw the goal on {definition(figure.kpi).label} of {figure.account}"
        reason: str | None = await app.push_screen_wait(ReasonDialog(question))
        if reason is not None:
            await app.change(WithdrawGoal(goal_id=found.id, expected_version=found.version, reason=reason))


def _first(kpis: Sequence[KpiKey], first: KpiKey | None) -> list[KpiKey]:
    """Return the KPIs with one of them at the front."""
    return sorted(kpis, key=lambda kpi: kpi != first) if first is not None else list(kpis)
