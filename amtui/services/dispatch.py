"""Which function carries out which change."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from amtui.domain import changes
from amtui.domain.change import Change, Receipt
from amtui.services.writing import Writing

Handler = Callable[[Writing, Any], Receipt]


@cache
def handlers() -> dict[type[Change], Handler]:
    """Return the handler of every kind of change."""
    from amtui.services.handlers import accounts, goals, people, requests, reviews, undo

    return {
        changes.SetStatus: requests.set_status,
        changes.SetPriority: requests.set_priority,
        changes.SetRoute: requests.set_route,
        changes.SetOwner: requests.set_owner,
        changes.EditRequest: requests.edit,
        changes.AddComment: requests.add_comment,
        changes.PlanReview: reviews.plan,
        changes.MoveReview: reviews.move,
        changes.HoldReview: reviews.hold,
        changes.CancelReview: reviews.cancel,
        changes.MissReview: reviews.miss,
        changes.AddAccount: accounts.add,
        changes.SetAccount: accounts.set_fields,
        changes.AssignAccount: accounts.assign,
        changes.LogInteraction: accounts.log_interaction,
        changes.SetGoal: goals.agree,
        changes.AddUser: people.add,
        changes.SaveSetting: people.save_setting,
        changes.Bulk: partial(undo.bulk, carry_out=carry_out),
        changes.Undo: undo.undo,
        changes.Redo: undo.redo,
    }


def carry_out(writing: Writing, change: Change) -> Receipt:
    """Hand a change to its handler inside the open transaction."""
    return handlers()[type(change)](writing, change)
