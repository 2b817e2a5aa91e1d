"""Actions on the health of accounts."""

from amtui.actions.base import Action, a_row, connected

HEALTH = ("health",)


class Why(Action):
    """Say what the account's health is made of, and why it changed."""

    id, key, words = "health.why", "W", "Health"
    screens = ("portfolio", "account")
    requires = (a_row,)


class Earlier(Action):
    """Compare with a week earlier."""

    id, key, words, shown = "health.week_earlier", "H", "Week earlier", True
    screens = HEALTH
    requires = (connected,)


class Later(Action):
    """Compare with a week later."""

    id, key, words, shown = "health.week_later", "L", "Week later", True
    screens = HEALTH
    requires = (connected,)


class DayEarlier(Action):
    """Compare with the day before."""

    id, key, words = "health.day_earlier", "minus", "Day earlier"
    screens = HEALTH
    requires = (connected,)


class DayLater(Action):
    """Compare with the day after."""

    id, key, words = "health.day_later", "plus", "Day later"
    screens = HEALTH
    requires = (connected,)


class Compare(Action):
    """Choose both days: the one compared with, and the one explained, today at first."""

    id, key, words, shown = "health.compare", "c", "Compare", True
    screens = HEALTH
    requires = (connected,)


class Rules(Action):
    """Show weights and thresholds, and which accounts others would change."""

    id, key, words, shown = "health.rules", "e", "Rules", True
    screens = HEALTH
    requires = (connected,)


HEALTH_ACTIONS: tuple[type[Action], ...] = (Why, Earlier, Later, DayEarlier, DayLater, Compare, Rules)
