"""The type of one row of an answer, whose columns are attributes."""

from typing import Any

from sqlalchemy import Row

DbRow = Row[*tuple[Any, ...]]
"""A row whose columns are not known to the type checker."""
