"""Actions on KPI figures and their goals."""

from amtui.actions.base import Action, a_row, connected, writable


class Explain(Action):
    """Explain a figure: formula, exclusions with their switches, files, and the calls behind it."""

    id, key, words, shown = "kpi.explain", "w", "Why", True
    screens = ("portfolio", "account", "insights", "review")
    requires = (connected, a_row)


class WithdrawGoal(Action):
    """Withdraw the goal of the KPI under the cursor, with the reason."""

    id, key, words = "goal.withdraw", "X", "Withdraw goal"
    screens = ("account",)
    requires = (writable, a_row)


class Switch(Action):
    """Count what the exclusion under the cursor leaves out, or leave it out again."""

    id, key, words, shown = "explain.switch", "x", "Switch", True
    screens = ("explain",)
    requires = (connected, a_row)


KPI_ACTIONS: tuple[type[Action], ...] = (Explain, WithdrawGoal, Switch)
