"""Everything that a key can ask for: one class per command, with its words and when it is allowed."""
