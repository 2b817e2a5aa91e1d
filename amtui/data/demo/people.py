"""The users: an administrator, a manager, the account managers, and who covers for whom."""

from sqlalchemy import func, select, update

from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import pick, stream
from amtui.data.demo.moments import Anchor
from amtui.data.demo.names import person, slug
from amtui.data.demo.places import BY_CODE, PLACES
from amtui.data.demo.world import Staff, Team
from amtui.data.models import leaves, users
from amtui.data.types import from_micros
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import Role

OPENING = "Nora Lindqvist"
MANAGER = "Martin Keller"
ADMINISTRATOR = "Ada Brenner"
STAFF = (
    "Daniel Okafor",
    "Ines Moreau",
    "Tom Whitaker",
    "Yuki Tanaka",
    "Carla Ramirez",
    "Jonas Brandt",
    "Priya Patel",
    "Lotte Visser",
    "Marcus Sullivan",
    "Elin Sjöström",
    "Leyla Yılmaz",
)
COLUMNS = "id login name employee_id email phone role zone active manager_id created_at updated_at"
SINCE = 700
"""For so many days everybody has been there."""
ZONES = ("Europe/Berlin", "Europe/London", "Europe/Paris", "Europe/Berlin", "America/New_York")


def add_people(loader: Loader, seed: int, anchor: Anchor, ams: int) -> Team:
    """Insert all users and return those that others refer to."""
    first = (loader.connection.scalar(select(func.max(users.c.id))) or 0) + 1
    names = _names(seed, ams)
    staff = [Staff(first + i, slug(name).replace("-", "."), name) for i, name in enumerate(names)]
    loader.add(users, COLUMNS, [_row(each, i, first, anchor) for i, each in enumerate(staff)])
    made = from_micros(
        anchor.ago(SINCE)
    )  # not the moment at which the schema was made, which differs each time
    nobody = update(users).where(users.c.id == UNASSIGNED)
    loader.connection.execute(nobody.values(created_at=made, updated_at=made))
    team = Team(staff[1], tuple(staff[2:]))
    _add_leaves(loader, anchor, team)
    return team


def _names(seed: int, ams: int) -> list[str]:
    """Return as many different names as there are users, whose logins differ too."""
    numbers = stream(seed, "people")
    found = [ADMINISTRATOR, MANAGER, OPENING, *STAFF[: ams - 1]]
    taken = {slug(name) for name in found}
    while len(found) < ams + 2:
        name = person(numbers, pick(numbers, PLACES))
        if slug(name) in taken:
            name = f"{name} {_initial(len(found))}"
        if slug(name) not in taken:
            taken.add(slug(name))
            found.append(name)
    return found


def _initial(number: int) -> str:
    """Return letters that tell namesakes apart."""
    return chr(ord("A") + number % 26) + chr(ord("A") + number // 26 % 26)


def _row(each: Staff, index: int, first: int, anchor: Anchor) -> tuple[object, ...]:
    role = (Role.ADMIN, Role.MANAGER)[index] if index < 2 else Role.AM
    manager = first + 1 if role is Role.AM else None
    phone = BY_CODE["DE"].phone.format(index)
    made = anchor.ago(SINCE)
    return (
        each.id,
        each.login,
        each.name,
        f"E{1000 + index}",
        f"{each.login}@amtui.example",
        phone,
        role.value,
        ZONES[0] if index <= 2 else ZONES[index % len(ZONES)],
        1,
        manager,
        made,
        made,
    )


def _add_leaves(loader: Loader, anchor: Anchor, team: Team) -> None:
    """Somebody is away now, and the opening account manager will be in a month."""
    today = anchor.moment.toordinal()
    away: list[tuple[int, int, int, int]] = []
    if len(team.ams) > 2:
        away.append((team.ams[1].id, team.ams[2].id, today - 3, today + 8))
        away.append((team.opening.id, team.ams[2].id, today + 30, today + 41))
    loader.add(leaves, "user_id cover_id first last", away)
