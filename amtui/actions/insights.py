"""Actions of the Insights screen."""

from amtui.actions.base import Action, a_row, connected

INSIGHTS = ("insights",)


class ChooseAccount(Action):
    """Choose the account to look into by a part of its name."""

    id, key, words, shown = "insights.account", "slash", "Account", True
    screens = INSIGHTS
    requires = (connected,)


class WholeBook(Action):
    """Look into all accounts of the book together."""

    id, key, words = "insights.book", "W", "Whole book"
    screens = INSIGHTS
    requires = (connected,)


class NextKpi(Action):
    """Go to the next KPI."""

    id, key, words, shown = "insights.next", "right_square_bracket", "Next KPI", True
    screens = INSIGHTS


class PreviousKpi(Action):
    """Go to the KPI before."""

    id, key, words = "insights.previous", "left_square_bracket", "KPI before"
    screens = INSIGHTS


class NextStatistic(Action):
    """Make a duration's figure another way: median, mean or 90th percentile."""

    id, key, words = "insights.statistic", "m", "Statistic"
    screens = INSIGHTS


class LongerWindow(Action):
    """Look at more days."""

    id, key, words, shown = "insights.longer", "plus", "More days", True
    screens = INSIGHTS


class ShorterWindow(Action):
    """Look at fewer days."""

    id, key, words = "insights.shorter", "minus", "Fewer days"
    screens = INSIGHTS


class ChooseDays(Action):
    """Choose the first and the last day, and other days to compare them with."""

    id, key, words = "insights.days", "e", "Choose days"
    screens = INSIGHTS
    requires = (connected,)


class BreakDown(Action):
    """Break the figure down by the next dimension: queue, agent, number, campaign, error."""

    id, key, words, shown = "insights.by", "b", "Break down", True
    screens = INSIGHTS


class CompareWith(Action):
    """Compare with another period: the one before, the baseline, before an action, a year ago."""

    id, key, words, shown = "insights.against", "c", "Compare", True
    screens = INSIGHTS


class CopySentence(Action):
    """Copy the sentence for the client to your clipboard."""

    id, key, words, shown = "insights.copy", "y", "Copy sentence", True
    screens = INSIGHTS


class OpenItsAccount(Action):
    """Open the account that is looked into, or the one under the cursor."""

    id, key, words = "insights.open", "i", "Open account"
    screens = INSIGHTS
    requires = (a_row,)


class ActOnIt(Action):
    """Open the improvement actions of the account, with the playbook that fits."""

    id, key, words = "insights.act", "a", "Act on it"
    screens = INSIGHTS
    requires = (a_row,)


INSIGHT_ACTIONS: tuple[type[Action], ...] = (
    ChooseAccount, NextKpi, LongerWindow, BreakDown, CompareWith, CopySentence, WholeBook, PreviousKpi,
    ShorterWindow, ChooseDays, NextStatistic, OpenItsAccount, ActOnIt,
)  # fmt: skip
