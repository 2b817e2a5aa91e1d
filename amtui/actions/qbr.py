"""The pack of a quarterly business review."""

from amtui.actions.base import Action, connected


class MakePack(Action):
    """Make the QBR pack: a page, a workbook or Markdown; over SSH it is copied as Markdown."""

    id, key, words, shown = "qbr.pack", "Q", "QBR pack", True
    screens = ("account", "review")
    requires = (connected,)


QBR_ACTIONS: tuple[type[Action], ...] = (MakePack,)
