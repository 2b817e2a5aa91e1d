"""Which function carries out which change."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from amtui.domain import changes, improvement_changes, kpi_changes
from amtui.domain.change import Change, Receipt
from amtui.services.writing import Writing

Handler = Callable[[Writing, Any], Receipt]


@cache
def handlers() -> dict[type[Change], Handler]:
    """Return the handler of every kind of change."""
    from amtui.services.handlers import accounts, goals, own_kpis, people, requests, reviews, undo

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
        **_of_improvements(),
        kpi_changes.WithdrawGoal: goals.withdraw,
        kpi_changes.DefineKpi: own_kpis.define,
        kpi_changes.RetireKpi: own_kpis.retire,
        changes.AddUser: people.add,
        changes.SaveSetting: people.save_setting,
        changes.Bulk: partial(undo.bulk, carry_out=carry_out),
        changes.Undo: undo.undo,
        changes.Redo: undo.redo,
    }


def _of_improvements() -> dict[type[Change], Handler]:
    """Return the handlers of improvement actions and playbooks."""
    from amtui.services.handlers import improvements, playbooks

    return {
        improvement_changes.ProposeAction: improvements.propose,
        improvement_changes.EditAction: improvements.edit,
        improvement_changes.AgreeAction: improvements.agree,
        improvement_changes.ImplementAction: improvements.implement,
        improvement_changes.ValidateAction: improvements.validate,
        improvement_changes.TickStep: improvements.tick,
        improvement_changes.DropAction: improvements.drop,
        improvement_changes.AddPlaybook: playbooks.add,
        improvement_changes.EditPlaybook: playbooks.edit,
        improvement_changes.RemovePlaybook: playbooks.remove,
    }


def carry_out(writing: Writing, change: Change) -> Receipt:
    """Hand a change to its handler inside the open transaction."""
    return handlers()[type(change)](writing, change)
