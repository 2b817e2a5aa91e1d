"""The program: `python -m amtui`, or `amtui` once installed."""

import gc
import sys


def main() -> int:
    """Run the command line that this process was started with; return its exit code."""
    arguments = sys.argv[1:]
    from amtui.cli.environment import prepare

    prepare(arguments)
    if sys.platform == "linux":
        from amtui.cli.warm.client import hand_over

        hand_over(arguments)
    # Nearly all that a start makes stays, so that looking through it for garbage finds none.
    gc.disable()
    from amtui.cli.straight import opens_dashboard, plain_session

    if (session := plain_session(arguments)) is not None:
        return opens_dashboard(session)
    from amtui.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
