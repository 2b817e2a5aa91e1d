"""Actions around files that come in."""

from amtui.actions.base import Action, a_row, connected, own_files, writable

ON = ("import",)


class OpenImport(Action):
    """Import a file: say which column is which, with the first rows beside it."""

    id, key, words = "import.open", "I", "Import a file"
    requires = (writable, own_files)


class NextPane(Action):
    """Go to the pane on the right, or the one below."""

    id, key, words = "import.next_pane", "l,right_square_bracket", "Next pane"
    screens = ON


class PreviousPane(Action):
    """Go to the pane on the left, or the one above."""

    id, key, words = "import.previous_pane", "h,left_square_bracket", "Previous pane"
    screens = ON


class LeaveOut(Action):
    """Leave the column under the cursor out."""

    id, key, words, shown = "import.leave_out", "x", "Leave out", True
    screens = ON
    requires = (connected, a_row)


class Meanings(Action):
    """Say what the words of the column under the cursor mean."""

    id, key, words, shown = "import.words", "m", "Meanings", True
    screens = ON
    requires = (connected, a_row)


class HowRead(Action):
    """Say how the file is read: format, time zone, dates, decimal sign, encoding, sheet."""

    id, key, words, shown = "import.how", "e", "How it is read", True
    screens = ON
    requires = (connected,)


class OtherFile(Action):
    """Choose another file, kind or account."""

    id, key, words = "import.file", "o", "File"
    screens = ON
    requires = (connected,)


class TryImport(Action):
    """Find out what the import would do, and change nothing."""

    id, key, words, shown = "import.try", "t", "Try", True
    screens = ON
    requires = (writable,)


class RunImport(Action):
    """Import the file; valid rows go in, the others into a file with the reason."""

    id, key, words, shown = "import.run", "i", "Import", True
    screens = ON
    requires = (writable,)


class SaveMapping(Action):
    """Save what the columns mean as a mapping file, for the next export of the same kind."""

    id, key, words, shown = "import.save", "s", "Save mapping", True
    screens = ON
    requires = (connected,)


IMPORT_ACTIONS: tuple[type[Action], ...] = (
    RunImport, TryImport, SaveMapping, LeaveOut, Meanings, HowRead, OtherFile, NextPane, PreviousPane,
    OpenImport,
)  # fmt: skip
