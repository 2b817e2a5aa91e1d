"""Who may do what; asked before every change, so that every door obeys."""

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
    request_changes,
    review_changes,
    routing_changes,
    satisfaction_changes,
    task_changes,
    team_changes,
    today_changes,
    today_difference,
)
from amtui.domain.errors import Refused
from amtui.domain.people import Identity
from amtui.domain.vocabulary import Role

EVERYONE = frozenset(Role)
LEADS = frozenset({Role.ADMIN, Role.MANAGER})
ADMINS = frozenset({Role.ADMIN})

RULES: dict[type[changes.Change], frozenset[Role]] = {
    changes.SetStatus: EVERYONE,
    changes.SetPriority: EVERYONE,
    changes.SetRoute: EVERYONE,
    changes.SetOwner: EVERYONE,
    changes.EditRequest: EVERYONE,
    changes.AddComment: EVERYONE,
    changes.PlanReview: EVERYONE,
    changes.MoveReview: EVERYONE,
    changes.HoldReview: EVERYONE,
    changes.CancelReview: EVERYONE,
    changes.MissReview: EVERYONE,
    changes.SetGoal: EVERYONE,
    kpi_changes.WithdrawGoal: EVERYONE,
    kpi_changes.DefineKpi: ADMINS,
    kpi_changes.RetireKpi: ADMINS,
    changes.LogInteraction: EVERYONE,
    changes.SetAccount: EVERYONE,
    improvement_changes.ProposeAction: EVERYONE,
    improvement_changes.EditAction: EVERYONE,
    improvement_changes.AgreeAction: EVERYONE,
    improvement_changes.ImplementAction: EVERYONE,
    improvement_changes.ValidateAction: EVERYONE,
    improvement_changes.TickStep: EVERYONE,
    improvement_changes.DropAction: EVERYONE,
    improvement_changes.AddPlaybook: EVERYONE,
    improvement_changes.EditPlaybook: EVERYONE,
    improvement_changes.RemovePlaybook: LEADS,
    access_changes.SetPassword: EVERYONE,
    access_changes.AddKey: ADMINS,
    access_changes.RemoveKey: ADMINS,
    review_changes.StartSeries: EVERYONE,
    review_changes.MoveSeries: EVERYONE,
    review_changes.EndSeries: EVERYONE,
    review_changes.PlanAhead: EVERYONE,
    review_changes.EditReview: EVERYONE,
    review_changes.EditInteraction: EVERYONE,
    review_changes.DropInteraction: EVERYONE,
    satisfaction_changes.LogAnswer: EVERYONE,
    satisfaction_changes.EditAnswer: EVERYONE,
    satisfaction_changes.LinkAnswer: EVERYONE,
    satisfaction_changes.DropAnswer: EVERYONE,
    health_changes.RecordHealth: EVERYONE,
    onboarding_changes.RequestKickoff: EVERYONE,
    onboarding_changes.SetKickoffDue: EVERYONE,
    onboarding_changes.NoteAgenda: EVERYONE,
    onboarding_changes.DescribeTechnical: EVERYONE,
    onboarding_changes.ForgetTechnical: EVERYONE,
    leave_changes.AddLeave: EVERYONE,
    leave_changes.EditLeave: EVERYONE,
    leave_changes.EndLeave: EVERYONE,
    milestone_changes.AddMilestone: EVERYONE,
    milestone_changes.EditMilestone: EVERYONE,
    milestone_changes.ReachMilestone: EVERYONE,
    milestone_changes.DropMilestone: EVERYONE,
    task_changes.AddTask: EVERYONE,
    task_changes.EditTask: EVERYONE,
    task_changes.BlockTime: EVERYONE,
    task_changes.FinishTask: EVERYONE,
    task_changes.DropTask: EVERYONE,
    task_changes.CarryOver: EVERYONE,
    team_changes.PlanTeamMeeting: EVERYONE,
    team_changes.MoveTeamMeeting: EVERYONE,
    team_changes.MoveTeamSeries: EVERYONE,
    team_changes.HoldTeamMeeting: EVERYONE,
    team_changes.CancelTeamMeeting: EVERYONE,
    team_changes.EditTeamMeeting: EVERYONE,
    team_changes.EndTeamSeries: EVERYONE,
    today_changes.SnoozeRow: EVERYONE,
    today_changes.DelegateRow: EVERYONE,
    today_changes.DeclineRow: EVERYONE,
    today_changes.WakeRow: EVERYONE,
    today_difference.RememberToday: EVERYONE,
    changes.Bulk: EVERYONE,
    changes.Undo: EVERYONE,
    changes.Redo: EVERYONE,
    request_changes.CreateRequest: EVERYONE,
    request_changes.MoveRequest: EVERYONE,
    request_changes.SetContact: EVERYONE,
    request_changes.Reclassify: EVERYONE,
    request_changes.SnoozeRequest: EVERYONE,
    request_changes.WakeRequest: EVERYONE,
    request_changes.ClientReplied: EVERYONE,
    request_changes.EscalateRequest: EVERYONE,
    request_changes.EndEscalation: EVERYONE,
    request_changes.FollowRequest: EVERYONE,
    request_changes.AddEvidence: EVERYONE,
    request_changes.UndoEntry: EVERYONE,
    request_changes.SaveView: EVERYONE,
    request_changes.DeleteView: EVERYONE,
    request_changes.MarkSeen: EVERYONE,
    request_changes.SayTyping: EVERYONE,
    request_changes.StopTyping: EVERYONE,
    request_changes.WatchRequest: EVERYONE,
    changes.AddAccount: LEADS,
    changes.AssignAccount: LEADS,
    changes.AddUser: ADMINS,
    changes.SaveSetting: ADMINS,
    admin_changes.EditUser: ADMINS,
    admin_changes.DeactivateUser: ADMINS,
    admin_changes.ActivateUser: ADMINS,
    admin_changes.DeleteUser: ADMINS,
    admin_changes.TransferBook: LEADS,
    admin_changes.AssociateAccounts: LEADS,
    admin_changes.SaveCalendar: ADMINS,
    admin_changes.DeleteCalendar: ADMINS,
    admin_changes.SetServiceLevel: ADMINS,
    routing_changes.SetRouting: ADMINS,
}
"""The roles that may ask for each change; that the row lies in a visible book is checked with the row."""


WRITABLE = "Open it without read-only mode to change something."


def why_not(identity: Identity, kind: type[changes.Change], *, read_only: bool) -> str | None:
    """Return why this person may not make this kind of change now, or None if they may."""
    if read_only:
        return "this session is read-only"
    allowed = RULES[kind]
    if identity.role in allowed:
        return None
    who = " or ".join(sorted(role.value for role in allowed))
    return f"only {who} may do this; you are {identity.role.value}"


def _who(kind: type[changes.Change]) -> str:
    """Return whom to ask for a change."""
    return "an administrator" if RULES[kind] == ADMINS else "an administrator or a manager"


def require(identity: Identity, kind: type[changes.Change], *, read_only: bool) -> None:
    """Let the change pass, or refuse it.

    Raises:
        Refused: with the reason.
    """
    if reason := why_not(identity, kind, read_only=read_only):
        raise Refused(reason, next=WRITABLE if read_only else f"Ask {_who(kind)}.")
