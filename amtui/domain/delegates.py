"""To whom a task can be given: a user, or a contact of the account that it is about."""

from collections.abc import Iterable

from amtui.domain.errors import NotFound, Refused
from amtui.domain.frozen import dataclass

MOST_NAMED = 6
"""So many names an error tells; more are no help."""


@dataclass(frozen=True, slots=True)
class GivenTo:
    """Whom a task is given to; nobody where both are None."""

    user_id: int | None = None
    contact_id: int | None = None


NOBODY = GivenTo()


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody whom a task can be given to.

    Attributes:
        name: as lists show it.
        also: what else they are called by: a login, or an email address.
        role: what they are to the task, in words; empty for any colleague.
        active: whether they can be given work.
    """

    to: GivenTo
    name: str
    also: str = ""
    role: str = ""
    active: bool = True

    @property
    def words(self) -> str:
        """The name with what they are to the task."""
        return f"{self.name} · {self.role}" if self.role else self.name


def called(known: Iterable[Delegate], text: str) -> GivenTo:
    """Return who is called so: by login, whole name or email address, or by the only name that begins so.

    Raises:
        NotFound: nobody is.
        Refused: several are, or it is somebody who is inactive.
    """
    everybody, asked = tuple(known), text.strip().casefold()
    if not asked:
        return NOBODY
    exact = [one for one in everybody if one.also.casefold() == asked]
    exact = exact or [one for one in everybody if one.name.casefold() == asked]
    found = exact or [one for one in everybody if one.active and one.name.casefold().startswith(asked)]
    if not found:
        names = ", ".join(one.also or one.name for one in everybody if one.active)
        few = names if sum(one.active for one in everybody) <= MOST_NAMED else ""
        there = f"There are {few}." if few else "`amtui user list` lists the logins."
        raise NotFound(f"“{text.strip()}” is neither a user nor a contact of the account", next=there)
    if len(found) > 1:
        names = ", ".join(one.also or one.words for one in found[:MOST_NAMED])
        raise Refused(f"“{text.strip()}” may be {names}", next="Write the login or the email address.")
    if not found[0].active:
        raise Refused(f"{found[0].name} is inactive and cannot be given work")
    return found[0].to
