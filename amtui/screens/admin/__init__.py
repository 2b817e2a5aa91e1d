"""Administration: one room a tab, each with its list and what may be done in it."""
