"""Ways through administration."""

from tests.flows.office import admin_visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
USER = ("a", *"Dan Brown", "enter")
LEVEL = ("6", *"llll", "j", "e", *["backspace"] * 3, *"30m", "tab", *["backspace"] * 3, *"1h", "enter")
"""The times of a P2 for all plans, made so short that open requests are late."""
ROUTING = ("6", *"lllll", "e", *"engin", "enter")
"""A kind of request that goes to another team, with open ones of it."""

ADMIN_FLOWS = (
    *(Flow("admin-users", admin_visit(), size, ("6", "j")) for size in (WIDE, NORMAL, NARROW)),
    *(Flow("admin-user-wrong", admin_visit(), size, ("6", *USER)) for size in (NORMAL, NARROW)),
    Flow("admin-books", admin_visit(), NORMAL, ("6", "l", "space", "j", "space", "j")),
    Flow("admin-transfer", admin_visit(), NORMAL, ("6", "l", "M", *"tom", "enter")),
    Flow("admin-settings", admin_visit(), WIDE, ("6", "l", "l")),
    Flow("admin-calendars", admin_visit(), NORMAL, ("6", "l", "l", "l")),
    *(Flow("admin-recount", admin_visit(), size, LEVEL) for size in (WIDE, NORMAL, NARROW)),
    *(Flow("admin-routing", admin_visit(), size, ROUTING) for size in (NORMAL, NARROW)),
    Flow("admin-audit", admin_visit(), WIDE, (*LEVEL, "y", "l", "l", "l", "j")),
)
