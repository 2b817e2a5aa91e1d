"""Actions on the onboarding of accounts."""

from amtui.actions.base import Action, a_row, connected, writable

SHEET = ("onboarding_sheet",)


class Board(Action):
    """Open the accounts in onboarding; on an account, its own sheet."""

    id, key, words = "onboarding.open", "K", "Onboarding"
    screens = ("portfolio", "account", "today", "onboarding_sheet")
    requires = (connected,)


class Request(Action):
    """Record that a kickoff was asked for, with the day by which it is due."""

    id, key, words, shown = "onboarding.request", "R", "Kickoff asked for", True
    screens = ("onboarding_sheet", "onboarding")
    requires = (writable, a_row)


class Tick(Action):
    """Mark a point of the agenda as talked about, a milestone as reached, or say how an approval stands."""

    id, key, words, shown = "onboarding.tick", "x", "Tick", True
    screens = SHEET
    requires = (writable, a_row)


class Edit(Action):
    """Write down what was said, how it is set up, what a milestone says, or by when the kickoff is due."""

    id, key, words, shown = "onboarding.edit", "e", "Edit", True
    screens = SHEET
    requires = (writable, a_row)


class Add(Action):
    """Describe another part of the client's set-up."""

    id, key, words, shown = "onboarding.add", "a", "Add set-up", True
    screens = SHEET
    requires = (writable,)


class AddMilestone(Action):
    """Enter a milestone of the client's project: what is to be reached, by when, and how it stands."""

    id, key, words, shown = "milestone.add", "m", "Milestone", True
    screens = SHEET
    requires = (writable,)


class Remove(Action):
    """Take a part of the set-up, or a milestone, off the sheet."""

    id, key, words = "onboarding.remove", "X", "Take off"
    screens = SHEET
    requires = (writable, a_row)


ONBOARDING_ACTIONS: tuple[type[Action], ...] = (Board, Request, Tick, Edit, Add, AddMilestone, Remove)
