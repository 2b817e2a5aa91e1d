"""Where the styles are that the first frame does without."""

from pathlib import Path

LATER = Path(__file__).resolve().parent.parent / "later.tcss"
"""Styles of every screen but the first; none of them is of anything that the first one shows."""
