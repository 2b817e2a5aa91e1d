"""Actions of the screen of one account, of its improvement actions, and of playbooks."""

from amtui.actions.base import Action, Context, connected, lead, writable

ACCOUNT = ("account",)
PLAYBOOKS = ("playbooks",)


def an_improvement(context: Context) -> str | None:
    """Require an improvement action under the cursor."""
    from amtui.domain.improvement_row import ImprovementRow

    if isinstance(context.selected, ImprovementRow):
        return None
    return "There is no improvement action under the cursor."


def an_own_playbook(context: Context) -> str | None:
    """Require a playbook of the team's own under the cursor."""
    from amtui.domain.playbooks import Playbook

    if isinstance(context.selected, Playbook) and context.selected.is_own:
        return None
    return "This one comes with amtui."


class Add(Action):
    """Add what the tab shows: a goal, an improvement action, else a review."""

    id, key, words, shown = "account.add", "a", "Add", True
    screens = ACCOUNT
    requires = (writable,)


class Edit(Action):
    """Change what the tab shows: the words of an improvement action."""

    id, key, words, shown = "account.edit", "e", "Edit", True
    screens = ACCOUNT
    requires = (writable, an_improvement)


class SetStatus(Action):
    """Move the improvement action on: press s, then the letter of the status."""

    id, key, words, shown = "improvement.status", "s", "Status", True
    screens = ACCOUNT
    requires = (writable, an_improvement)


class HandInEvidence(Action):
    """Hand in log ids of test calls and the contact who confirms."""

    id, key, words, shown = "improvement.evidence", "c", "Evidence", True
    screens = ACCOUNT
    requires = (writable, an_improvement)


class TickStep(Action):
    """Mark a step of the playbook as done, or as still to do."""

    id, key, words, shown = "improvement.step", "x", "Step", True
    screens = ACCOUNT
    requires = (writable, an_improvement)


class AddPlaybook(Action):
    """Write a playbook of the team's own."""

    id, key, words, shown = "playbook.add", "a", "Add", True
    screens = PLAYBOOKS
    requires = (writable,)


class EditPlaybook(Action):
    """Rewrite a playbook of the team's own."""

    id, key, words, shown = "playbook.edit", "e", "Edit", True
    screens = PLAYBOOKS
    requires = (writable, an_own_playbook)


class RemovePlaybook(Action):
    """Take a playbook of the team's own away."""

    id, key, words = "playbook.remove", "X", "Take away"
    screens = PLAYBOOKS
    requires = (writable, lead, an_own_playbook)


class OpenPlaybooks(Action):
    """Open the playbooks: those that come with amtui, and your own."""

    id, key, words = "playbooks.open", "B", "Playbooks"
    requires = (connected,)


ACCOUNT_ACTIONS: tuple[type[Action], ...] = (
    Add,
    Edit,
    SetStatus,
    HandInEvidence,
    TickStep,
    AddPlaybook,
    EditPlaybook,
    RemovePlaybook,
    OpenPlaybooks,
)
