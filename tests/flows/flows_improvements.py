"""Ways to improvement actions and playbooks."""

from tests.flows.office import visit
from tests.support.flow import Flow

ACTIONS = ("2", "slash", *"pinnacle", "enter", "enter", "h", "h")
"""To the improvement actions of an account that is off target."""
PROVED = ("2", "slash", *"kestrel", "enter", "enter", "h", "h")
"""To those of the account whose mapping was repaired."""

IMPROVEMENT_FLOWS = (
    Flow("account-actions", visit(), (120, 34), ACTIONS),
    Flow("account-actions", visit(), (80, 24), ACTIONS),
    Flow("account-actions-proved", visit(), (120, 34), PROVED),
    Flow("account-actions-add", visit(), (80, 24), (*ACTIONS, "a")),
    Flow("playbooks", visit(), (120, 34), ("B",)),
    Flow("playbooks", visit(), (80, 24), ("B", "j")),
    Flow("playbooks-add", visit(), (80, 24), ("B", "a")),
    Flow("account-actions-evidence", visit(), (80, 24), (*PROVED, "c")),
)
