"""What the start of a session defines and keeps, up to the first list: paid for in each of them."""

import json
import subprocess
import sys

START = """
import dataclasses, json, sys
import amtui.cli.dashboard, amtui.app, amtui.screens.today, amtui.services.wiring, amtui.data.queries.today
ours = {name: module for name, module in sys.modules.items() if name.startswith("amtui.")}
slow = [
    f"{name}.{key}"
    for name, module in ours.items()
    for key, value in vars(module).items()
    if isinstance(value, type) and value.__module__ == name and dataclasses.is_dataclass(value)
    and value.__dataclass_params__.frozen and value.__dataclass_params__.eq and "__slots__" in vars(value)
    and value.__bases__ == (object,)
]
print(json.dumps({"slow": slow, "modules": sorted(sys.modules)}))
"""


def started() -> dict[str, list[str]]:
    """Load what a session loads before its first list; return what there is then."""
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_a_start_compiles_no_methods_of_frozen_values_that_nobody_calls() -> None:
    # Where one is named here: `from amtui.domain.frozen import dataclass` instead of `dataclasses`.
    assert started()["slow"] == []
