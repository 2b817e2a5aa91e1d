"""Ways to improvement actions and playbooks."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from amtui.app import AmtuiApp
from tests.flows.brightwater import later, off_target, proved
from tests.flows.office import ADMIN, Office, folder, visit
from tests.support.flow import Flow

ACTIONS = ("2", "slash", *"pinnacle", "enter", "enter", "l", "l", "l", "l")
"""To the improvement actions of an account that is off target."""
PROVED = ("2", "slash", *"kestrel", "enter", "enter", "l", "l", "l", "l")
"""To those of the account whose mapping was repaired."""


def told(source: Callable[[], Path], days: int) -> Callable[[], AmtuiApp]:
    """Return what makes the program on a stage of Brightwater's story, so many days after the change."""

    def build() -> AmtuiApp:
        home = Path(tempfile.mkdtemp(dir=folder()))
        return Office(home, source(), ADMIN, later(days)).app()

    return build


IMPROVEMENT_FLOWS = (
    Flow("account-actions", visit(), (120, 34), ACTIONS),
    Flow("account-actions", visit(), (80, 24), ACTIONS),
    Flow("account-actions-proved", visit(), (120, 34), PROVED),
    Flow("account-actions-add", visit(), (80, 24), (*ACTIONS, "a")),
    Flow("playbooks", visit(), (120, 34), ("B",)),
    Flow("playbooks", visit(), (80, 24), ("B", "j")),
    Flow("playbooks-add", visit(), (80, 24), ("B", "a")),
    Flow("account-actions-evidence", visit(), (80, 24), (*PROVED, "c")),
    Flow("story-off-target", told(off_target, 0), (120, 34), ("2", "enter", "l", "l", "l", "l")),
    Flow("story-sustained", told(proved, 21), (120, 34), ("2", "enter", "l", "l", "l", "l")),
)
