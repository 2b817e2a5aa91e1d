"""Reports: the pack of a quarterly business review, the brief of an account, the quarter of a book."""

from amtui.actions.base import Action, a_row, connected


class MakePack(Action):
    """Make the QBR pack: a page, a workbook or Markdown; over SSH it is copied as Markdown."""

    id, key, words, shown = "qbr.pack", "Q", "QBR pack", True
    screens = ("account", "review")
    requires = (connected,)


class MakeBrief(Action):
    """Make the brief of the account as it stands: a page, a workbook or Markdown."""

    id, key, words = "report.account", "R", "Brief"
    screens = ("account", "portfolio")
    requires = (connected, a_row)


class MakeQuarter(Action):
    """Make the report of your book over a quarter: a page, a workbook or Markdown."""

    id, key, words = "report.quarter", "Q", "Quarter"
    screens = ("portfolio",)
    requires = (connected,)


QBR_ACTIONS: tuple[type[Action], ...] = (MakePack, MakeBrief, MakeQuarter)
