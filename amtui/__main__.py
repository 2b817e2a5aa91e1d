"""The program: `python -m amtui`, or `amtui` once installed."""

import gc
import os
import sys


def main() -> int:
    """Run the command line that this process was started with; return its exit code."""
    if os.environ.get("NO_COLOR"):
        # Textual reads its theme when it is imported; this one leaves colours to the terminal.
        os.environ["TEXTUAL_THEME"] = "ansi-dark"
    # Nearly all that a start makes stays, so that looking through it for garbage finds none.
    gc.disable()
    from amtui.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
