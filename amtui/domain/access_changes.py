"""Changes of how users prove who they are; none can be undone, so that nothing revoked comes back."""

from dataclasses import dataclass, field
from typing import ClassVar

from amtui.domain.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword(Change):
    """Give a user a password; one that somebody else chose is to be changed at the next login.

    Attributes:
        current: the password until now; asked of whoever changes their own.
    """

    undoable: ClassVar[bool] = False
    user_id: int
    password: str = field(repr=False)
    current: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddKey(Change):
    """Let a user log in with a key, given as the line of its public half."""

    undoable: ClassVar[bool] = False
    user_id: int
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveKey(Change):
    """Stop a key from logging in; sessions that are open go on."""

    undoable: ClassVar[bool] = False
    user_id: int
    fingerprint: str
