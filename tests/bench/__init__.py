"""Measurements of the real program from outside: `python -m tests.bench`."""
