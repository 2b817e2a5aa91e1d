"""What the program does, whoever asks: permissions, changes with their record, undo, imports, wiring."""

import amtui.data  # noqa: F401 it has to come before SQLAlchemy, wherever that is imported
