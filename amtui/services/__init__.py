"""What the program does, whoever asks: permissions, changes with their record, undo, imports, wiring."""
