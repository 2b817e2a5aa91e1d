"""Which function carries out which change."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from amtui.domain import (
    access_changes,
    admin_changes,
    changes,
    health_changes,
    improvement_changes,
    kpi_changes,
    leave_changes,
    milestone_changes,
    onboarding_changes,
    plausible,
    request_changes,
    review_changes,
    routing_changes,
    satisfaction_changes,
    task_changes,
    team_changes,
    today_changes,
    today_difference,
)
from amtui.domain.change import Change, Receipt
from amtui.services.writing import Writing

Handler = Callable[[Writing, Any], Receipt]
Group = Callable[[], dict[type[Change], Handler]]


def handlers() -> dict[type[Change], Handler]:
    """Return the handler of every kind of change."""
    return {kind: handler for group in set(_groups().values()) for kind, handler in _loaded(group).items()}


def load_for(change: Change) -> None:
    """Load what a change takes, and nothing of other kinds of changes."""
    for part in (change, *(change.changes if isinstance(change, changes.Bulk) else ())):
        _handler_of(type(part))


def carry_out(writing: Writing, change: Change) -> Receipt:
    """Hand a change to its handler inside the open transaction.

    Raises:
        Invalid: a field holds what cannot be kept.
        AmtuiError: whatever the handler raises.
    """
    plausible.check(change)
    return _handler_of(type(change))(writing, change)


def _handler_of(kind: type[Change]) -> Handler:
    return _loaded(_groups()[kind.__module__])[kind]


@cache
def _loaded(group: Group) -> dict[type[Change], Handler]:
    return group()


@cache
def _groups() -> dict[str, Group]:
    """Return what loads the handlers, by the module of the changes that they carry out."""
    return {
        access_changes.__name__: _of_access,
        admin_changes.__name__: _of_administration,
        changes.__name__: _of_most,
        health_changes.__name__: _of_relationship,
        improvement_changes.__name__: _of_improvements,
        kpi_changes.__name__: _of_most,
        leave_changes.__name__: _of_relationship,
        milestone_changes.__name__: _of_milestones,
        onboarding_changes.__name__: _of_relationship,
        request_changes.__name__: _of_requests,
        review_changes.__name__: _of_reviews,
        routing_changes.__name__: _of_administration,
        satisfaction_changes.__name__: _of_relationship,
        task_changes.__name__: _of_tasks,
        team_changes.__name__: _of_team,
        today_changes.__name__: _of_today,
        today_difference.__name__: _of_today,
    }


def _of_most() -> dict[type[Change], Handler]:
    """Return the handlers of what is done every day, of goals and of settings."""
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
        kpi_changes.WithdrawGoal: goals.withdraw,
        kpi_changes.DefineKpi: own_kpis.define,
        kpi_changes.RetireKpi: own_kpis.retire,
        changes.AddUser: people.add,
        changes.SaveSetting: people.save_setting,
        changes.Bulk: partial(undo.bulk, carry_out=carry_out),
        changes.Undo: undo.undo,
        changes.Redo: undo.redo,
    }


def _of_access() -> dict[type[Change], Handler]:
    """Return the handlers of how users prove who they are."""
    from amtui.services.handlers import access

    return {
        access_changes.SetPassword: access.set_password,
        access_changes.AddKey: access.add_key,
        access_changes.RemoveKey: access.remove_key,
    }


def _of_administration() -> dict[type[Change], Handler]:
    """Return the handlers of people, books, calendars and service levels."""
    from amtui.services.handlers import books, calendars, routing, service_levels, user_life

    return {
        admin_changes.EditUser: user_life.edit,
        admin_changes.DeactivateUser: user_life.deactivate,
        admin_changes.ActivateUser: user_life.activate,
        admin_changes.DeleteUser: user_life.delete,
        admin_changes.TransferBook: books.transfer,
        admin_changes.AssociateAccounts: books.associate,
        admin_changes.SaveCalendar: calendars.save,
        admin_changes.DeleteCalendar: calendars.delete_calendar,
        admin_changes.SetServiceLevel: service_levels.set_level,
        routing_changes.SetRouting: routing.set_routing,
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


def _of_requests() -> dict[type[Change], Handler]:
    """Return the handlers of what is done with requests beyond status, priority, route and texts."""
    from amtui.services.handlers import (
        notices,
        request_escalation,
        request_intake,
        request_nature,
        request_pause,
        undo_entry,
        views,
    )

    return {
        request_changes.CreateRequest: request_intake.create,
        request_changes.MoveRequest: request_intake.move,
        request_changes.SetContact: request_intake.set_contact,
        request_changes.Reclassify: request_nature.reclassify,
        request_changes.SnoozeRequest: request_pause.snooze,
        request_changes.WakeRequest: request_pause.wake,
        request_changes.ClientReplied: request_pause.client_replied,
        request_changes.EscalateRequest: request_escalation.escalate,
        request_changes.EndEscalation: request_escalation.end_escalation,
        request_changes.FollowRequest: request_escalation.follow,
        request_changes.AddEvidence: request_escalation.add_evidence,
        request_changes.UndoEntry: undo_entry.undo_entry,
        request_changes.SaveView: views.save,
        request_changes.DeleteView: views.delete,
        request_changes.MarkSeen: notices.seen,
        request_changes.SayTyping: notices.typing,
        request_changes.StopTyping: notices.stopped,
        request_changes.WatchRequest: notices.watch,
    }


def _of_reviews() -> dict[type[Change], Handler]:
    """Return the handlers of series of reviews, and of what is written down about reviews."""
    from amtui.services.handlers import interactions, review_notes, review_series

    return {
        review_changes.StartSeries: review_series.start,
        review_changes.MoveSeries: review_series.move,
        review_changes.EndSeries: review_series.end,
        review_changes.PlanAhead: review_series.ahead,
        review_changes.EditReview: review_notes.edit,
        review_changes.EditInteraction: interactions.edit,
        review_changes.DropInteraction: interactions.drop,
    }


def _of_relationship() -> dict[type[Change], Handler]:
    """Return the handlers of health, satisfaction, onboarding and leave."""
    from amtui.services.handlers import health, leaves, onboarding, satisfaction

    return {
        health_changes.RecordHealth: health.record,
        leave_changes.AddLeave: leaves.add,
        leave_changes.EditLeave: leaves.edit,
        leave_changes.EndLeave: leaves.end,
        onboarding_changes.RequestKickoff: onboarding.request_kickoff,
        onboarding_changes.SetKickoffDue: onboarding.set_due,
        onboarding_changes.NoteAgenda: onboarding.note_agenda,
        onboarding_changes.DescribeTechnical: onboarding.describe,
        onboarding_changes.ForgetTechnical: onboarding.forget,
        satisfaction_changes.LogAnswer: satisfaction.log,
        satisfaction_changes.EditAnswer: satisfaction.edit,
        satisfaction_changes.LinkAnswer: satisfaction.link,
        satisfaction_changes.DropAnswer: satisfaction.drop,
    }


def _of_tasks() -> dict[type[Change], Handler]:
    """Return the handlers of tasks and of the time set aside for them."""
    from amtui.services.handlers import task_carry, tasks

    return {
        task_changes.AddTask: tasks.add,
        task_changes.EditTask: tasks.edit,
        task_changes.BlockTime: tasks.block,
        task_changes.FinishTask: tasks.finish,
        task_changes.DropTask: tasks.drop,
        task_changes.CarryOver: task_carry.carry,
    }


def _of_team() -> dict[type[Change], Handler]:
    """Return the handlers of meetings of the team itself."""
    from amtui.services.handlers import team_meetings, team_series

    return {
        team_changes.PlanTeamMeeting: team_meetings.plan,
        team_changes.MoveTeamMeeting: team_meetings.move,
        team_changes.HoldTeamMeeting: team_meetings.hold,
        team_changes.CancelTeamMeeting: team_meetings.cancel,
        team_changes.EditTeamMeeting: team_meetings.edit,
        team_changes.MoveTeamSeries: team_series.move,
        team_changes.EndTeamSeries: team_series.end,
    }


def _of_milestones() -> dict[type[Change], Handler]:
    """Return the handlers of milestones."""
    from amtui.services.handlers import milestones

    return {
        milestone_changes.AddMilestone: milestones.add,
        milestone_changes.EditMilestone: milestones.edit,
        milestone_changes.ReachMilestone: milestones.reach,
        milestone_changes.DropMilestone: milestones.drop,
    }


def _of_today() -> dict[type[Change], Handler]:
    """Return the handlers of what is answered to rows of the day's list."""
    from amtui.services.handlers import notices, today_answers

    return {
        today_changes.SnoozeRow: today_answers.snooze,
        today_changes.DelegateRow: today_answers.delegate,
        today_changes.DeclineRow: today_answers.decline,
        today_changes.WakeRow: today_answers.wake,
        today_difference.RememberToday: notices.today,
    }
