"""Ways through administration."""

from tests.flows.office import admin_visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW = (120, 34), (80, 24), (60, 20)
USER = ("a", *"Dan Brown", "enter")

ADMIN_FLOWS = (
    *(Flow("admin-users", admin_visit(), size, ("6", "j")) for size in (WIDE, NORMAL, NARROW)),
    *(Flow("admin-user-wrong", admin_visit(), size, ("6", *USER)) for size in (NORMAL, NARROW)),
    Flow("admin-books", admin_visit(), NORMAL, ("6", "l", "space", "j", "space", "j")),
    Flow("admin-transfer", admin_visit(), NORMAL, ("6", "l", "M", *"tom", "enter")),
    Flow("admin-settings", admin_visit(), WIDE, ("6", "l", "l")),
    Flow("admin-calendars", admin_visit(), NORMAL, ("6", "l", "l", "l")),
    Flow("admin-audit", admin_visit(), WIDE, ("6", "h", "j")),
)
