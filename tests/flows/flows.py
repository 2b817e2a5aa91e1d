"""Ways through the program, each ending in a picture worth keeping."""

from functools import partial

from tests.flows.flows_admin import ADMIN_FLOWS
from tests.flows.flows_import import IMPORT_FLOWS
from tests.flows.flows_improvements import IMPROVEMENT_FLOWS
from tests.flows.flows_insights import INSIGHT_FLOWS
from tests.flows.flows_kpi import KPI_FLOWS
from tests.flows.flows_queue import QUEUE_FLOWS
from tests.flows.flows_relationship import RELATIONSHIP_FLOWS
from tests.flows.flows_reviews import REVIEW_FLOWS
from tests.flows.flows_tasks import TASK_FLOWS
from tests.flows.flows_today import TODAY_FLOWS
from tests.flows.office import broken, empty_template, visit
from tests.support.flow import Flow

WIDE, NORMAL, NARROW, LEAST = (120, 34), (80, 24), (60, 20), (40, 10)
BEGINNINGS = ("demo", "empty", "import", "retry")

SCREENS = (
    ("today", ()),
    ("portfolio", ("2",)),
    ("requests", ("3",)),
    ("calendar", ("4",)),
    ("account", ("2", "enter")),
    ("account-kpis", ("2", "enter", "l")),
    ("request", ("3", "enter")),
)

FLOWS = (
    *(Flow(name, visit(), size, keys) for name, keys in SCREENS for size in (WIDE, NORMAL)),
    *(Flow(name, visit(), NARROW, keys) for name, keys in SCREENS[:4]),
    Flow("today", visit(), LEAST),
    Flow("account-requests", visit(), WIDE, ("2", "enter", "l", "l")),
    Flow("account-reviews", visit(), WIDE, ("2", "enter", "l", "l", "l")),
    Flow("account-timeline", visit(), WIDE, ("3", "P", "4", "a", "enter", "i", "h")),
    Flow("account-people", visit(), NORMAL, ("2", "enter", "h", "h")),
    Flow("account-money", visit(), WIDE, ("2", "enter", "h", "h", "h")),
    Flow("portfolio-preview", visit(), WIDE, ("2", "j", "p")),
    Flow("requests-status", visit(), NORMAL, ("3", "s")),
    Flow("requests-assign", visit(), NORMAL, ("3", "A")),
    Flow("requests-comment", visit(), NORMAL, ("3", "c", "H", "i")),
    Flow("requests-marked", visit(), NORMAL, ("3", "space", "j", "space", "j", "v")),
    Flow("requests-filter", visit(), NORMAL, ("3", "slash", *"is:breached")),
    Flow("requests-answered", visit(), WIDE, ("3", "s", "w")),
    Flow("calendar-plan", visit(), NORMAL, ("4", "enter", "j", "a")),
    *(Flow("team-plan", visit(), size, ("4", "A")) for size in (NORMAL, NARROW)),
    Flow("team-meeting", visit(), NORMAL, ("4", "enter", "enter")),
    Flow("help", visit(), NORMAL, ("3", "question_mark")),
    Flow("palette", visit(), NORMAL, ("3", "colon", *"north")),
    *(Flow(f"{name}-empty", visit(empty_template), NORMAL, keys) for name, keys in SCREENS[:4]),
    Flow("first-run", broken(), NORMAL),
    Flow("damaged", broken("the database is damaged"), NORMAL),
    Flow("requests-error", partial(visit(ruin="requests")), NORMAL, ("3",)),
    Flow("hostile", visit(hostile=True), NORMAL, ("3",)),
    Flow("hostile-account", visit(hostile=True), WIDE, ("3", "i")),
    Flow("today-ansi", visit(theme="ansi-dark"), NORMAL),
    Flow("requests-no-colour", visit(no_colour=True), NORMAL, ("3",)),
    Flow("requests-light", visit(theme="amtui-light"), NORMAL, ("3",)),
    Flow("requests-contrast", visit(theme="amtui-contrast"), NORMAL, ("3",)),
    *KPI_FLOWS,
    *ADMIN_FLOWS,
    *REVIEW_FLOWS,
    *RELATIONSHIP_FLOWS,
    *TODAY_FLOWS,
    *TASK_FLOWS,
    Flow("japanese", visit(), NORMAL, ("2", "slash", *"株式", "enter")),
    *QUEUE_FLOWS,
    *IMPROVEMENT_FLOWS,
    *INSIGHT_FLOWS,
    *IMPORT_FLOWS,
)
