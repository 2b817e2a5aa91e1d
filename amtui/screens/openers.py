"""What a key opens above any screen, each loaded when it is first asked for."""

from collections.abc import Callable

from amtui.screens.base import BaseScreen


def leave(screen: BaseScreen) -> None:
    """Open who is away and who covers."""
    from amtui.screens.leave import LeaveScreen

    screen.app.push_screen(LeaveScreen())


def tasks(screen: BaseScreen) -> None:
    """Open tasks and the day, unless they are shown."""
    from amtui.screens.tasks import TasksScreen

    if screen.name_ != TasksScreen.name_:
        screen.app.push_screen(TasksScreen())


def new_task(screen: BaseScreen) -> None:
    """Ask what there is to do."""
    from amtui.screens.task_actions import add_task

    add_task(screen)


def standup(screen: BaseScreen) -> None:
    """Open the checklist of the stand-up."""
    from amtui.screens.standup import StandupScreen

    screen.app.push_screen(StandupScreen())


OPENERS: dict[str, Callable[[BaseScreen], None]] = {
    "leave": leave,
    "tasks": tasks,
    "new_task": new_task,
    "standup": standup,
}
"""By the name that a screen asks for."""
