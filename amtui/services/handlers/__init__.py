"""One function per kind of change, grouped by subject; each runs inside the caller's transaction."""
