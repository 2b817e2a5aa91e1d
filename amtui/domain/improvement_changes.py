"""Changes of improvement actions and playbooks; whether an action is validated is computed from the data."""

from dataclasses import dataclass
from datetime import date

from amtui.domain.change import Change
from amtui.domain.vocabulary import KpiKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAction(Change):
    """Propose an improvement action to a client.

    Attributes:
        goal_id: the goal that it shall bring nearer; without one it can never be validated.
        playbook: key or name; None for an idea of one's own.
        hypothesis: why it should help.
    """

    account_id: int
    what: str
    goal_id: int | None = None
    playbook: str | None = None
    hypothesis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAction(Change):
    """Change the words of an action; None leaves a field as it is, an empty text clears it.

    Attributes:
        implemented_on: only of one that is implemented.
        goal_id: 0 unties it from its goal.
    """

    action_id: int
    expected_version: int
    what: str | None = None
    hypothesis: str | None = None
    playbook: str | None = None
    goal_id: int | None = None
    implemented_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeAction(Change):
    """Record that the client agreed to a proposed action."""

    action_id: int
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementAction(Change):
    """Record that an agreed action is in place since a day; None is today in the account's zone."""

    action_id: int
    expected_version: int
    implemented_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateAction(Change):
    """Hand in what proves an implemented action; whether that validates it is computed from the data.

    Attributes:
        log_ids: of test calls, or of test records of a synchronisation; added to those handed in before.
        without: log ids that were handed in by mistake.
        contact_id: who confirms on the client's side; None leaves it as it is, 0 takes it away.
        note: anything else that shows it; None leaves it as it is.
    """

    action_id: int
    expected_version: int
    log_ids: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    contact_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TickStep(Change):
    """Mark a step of the action's playbook, counted from 1, as done or as still to do."""

    action_id: int
    expected_version: int
    step: int
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAction(Change):
    """Give an action up, with the reason."""

    action_id: int
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPlaybook(Change):
    """Write a playbook of the team's own."""

    name: str
    kpis: tuple[KpiKey, ...]
    steps: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPlaybook(Change):
    """Rewrite a playbook of the team's own; None leaves a part as it is."""

    playbook_id: int
    expected_version: int
    name: str | None = None
    kpis: tuple[KpiKey, ...] | None = None
    steps: tuple[str, ...] | None = None
    evidence: tuple[str, ...] | None = None
    proof: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePlaybook(Change):
    """Take a playbook of the team's own away; actions that follow it keep its name."""

    playbook_id: int
    expected_version: int
