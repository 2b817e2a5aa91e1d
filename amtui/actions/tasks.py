"""Actions on tasks, the day's plan and the stand-up."""

from amtui.actions.base import Action, Context, a_row, connected, writable

TASKS = ("tasks",)
STANDUP = ("standup",)


def a_task(context: Context) -> str | None:
    """Require a task under the cursor."""
    from amtui.domain.task_records import TaskRow

    return None if isinstance(context.selected, TaskRow) else "There is no task under the cursor."


class Open(Action):
    """Open tasks by quadrant, beside the plan of the day."""

    id, key, words = "task.open", "0", "Tasks and the day"
    requires = (connected,)


class Add(Action):
    """Write down something to do, about the account of the row or about none."""

    id, key, words = "task.add", "comma", "Add task"
    requires = (writable,)


class AddHere(Action):
    """Write down something to do."""

    id, key, words, shown = "task.new", "a", "Add", True
    screens = TASKS
    requires = (writable,)


class Done(Action):
    """Say that the task is done."""

    id, key, words, shown = "task.done", "x", "Done", True
    screens = TASKS
    requires = (writable, a_task)


class Block(Action):
    """Set time aside for the task: the first room of the day, or another time."""

    id, key, words, shown = "task.block", "b", "Set time aside", True
    screens = TASKS
    requires = (writable, a_task)


class Clear(Action):
    """Give the time set aside for the task back."""

    id, key, words = "task.clear", "z", "Give time back"
    screens = TASKS
    requires = (writable, a_task)


class Edit(Action):
    """Change what the task says: words, day, importance, who does it."""

    id, key, words, shown = "task.edit", "e", "Edit", True
    screens = TASKS
    requires = (writable, a_task)


class Important(Action):
    """Mark the task as important, or take the mark away."""

    id, key, words = "task.important", "exclamation_mark", "Important"
    screens = TASKS
    requires = (writable, a_task)


class DayLater(Action):
    """Let the task be due one day later."""

    id, key, words = "task.day_later", "plus", "A day later"
    screens = TASKS
    requires = (writable, a_task)


class DayEarlier(Action):
    """Let the task be due one day earlier."""

    id, key, words = "task.day_earlier", "minus", "A day earlier"
    screens = TASKS
    requires = (writable, a_task)


class WeekLater(Action):
    """Let the task be due a week later."""

    id, key, words = "task.week_later", "L", "A week later"
    screens = TASKS
    requires = (writable, a_task)


class WeekEarlier(Action):
    """Let the task be due a week earlier."""

    id, key, words = "task.week_earlier", "H", "A week earlier"
    screens = TASKS
    requires = (writable, a_task)


class Carry(Action):
    """Let all that is undone of today go to the next business day; one undo takes it back."""

    id, key, words, shown = "task.carry", "O", "Carry over", True
    screens = TASKS
    requires = (writable,)


class Drop(Action):
    """Take the task off the list without its being done."""

    id, key, words = "task.drop", "X", "Take off"
    screens = TASKS
    requires = (writable, a_task)


class NextPane(Action):
    """Go to the next quadrant, and from the last one to the day."""

    id, key, words, shown = "task.next_pane", "right_square_bracket,l", "Next", True
    screens = TASKS


class PreviousPane(Action):
    """Go to the quadrant before."""

    id, key, words = "task.previous_pane", "left_square_bracket,h", "Previous"
    screens = TASKS


class StandupOpen(Action):
    """Open the checklist of the stand-up: one line per account, five minutes."""

    id, key, words, shown = "standup.open", "m", "Stand-up", False
    screens = ("today", "tasks")
    requires = (connected,)


class StandupTick(Action):
    """Tick the account as said, or as still to say."""

    id, key, words, shown = "standup.tick", "x", "Said", True
    screens = STANDUP
    requires = (a_row,)


class StandupCopy(Action):
    """Copy the checklist as Markdown."""

    id, key, words, shown = "standup.copy", "Y", "Copy", True
    screens = STANDUP
    requires = (connected,)


TASK_ACTIONS: tuple[type[Action], ...] = (
    AddHere, Done, Block, Edit, Carry, NextPane, PreviousPane, Clear, Important, DayLater, DayEarlier,
    WeekLater, WeekEarlier, Drop, StandupOpen, StandupTick, StandupCopy, Open, Add,
)  # fmt: skip
