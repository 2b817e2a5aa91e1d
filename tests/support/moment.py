"""The moment at which tests happen unless they say otherwise."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""A Monday morning, half past nine in Berlin."""
