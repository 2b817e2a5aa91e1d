"""The screens that a key opens from everywhere, each loaded when it is first shown."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from amtui.screens.base import BaseScreen


def today() -> "BaseScreen":
    """Return the ranked list of what may need the account manager."""
    from amtui.screens.today import TodayScreen

    return TodayScreen()


def portfolio() -> "BaseScreen":
    """Return the list of accounts."""
    from amtui.screens.portfolio import PortfolioScreen

    return PortfolioScreen()


def requests() -> "BaseScreen":
    """Return the queue of client requests."""
    from amtui.screens.requests import RequestsScreen

    return RequestsScreen()


def calendar() -> "BaseScreen":
    """Return the calendar."""
    from amtui.screens.calendar import CalendarScreen

    return CalendarScreen()


def insights() -> "BaseScreen":
    """Return where figures come from."""
    from amtui.screens.insights import InsightsScreen

    return InsightsScreen()


def admin() -> "BaseScreen":
    """Return the rooms of administration."""
    from amtui.screens.admin.screen import AdminScreen

    return AdminScreen()


MODES: "dict[str, str | Callable[[], Screen[Any]]]" = {
    "today": today,
    "portfolio": portfolio,
    "requests": requests,
    "calendar": calendar,
    "insights": insights,
    "admin": admin,
}
"""What opens each mode, by its name."""
