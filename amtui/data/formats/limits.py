"""Row counts at which exporters stop without saying so."""

from collections.abc import Mapping

NONE: Mapping[int, str] = {}
_LIMITS = {
    1_000: "searches in Jira and Zendesk",
    2_000: "Salesforce report views",
    10_000: "many web exports",
    50_000: "many web exports",
    65_535: "old Excel sheets",
    65_536: "old Excel sheets",
    100_000: "many web exports",
    1_048_575: "Excel sheets",
    1_048_576: "Excel sheets",
}


def limit_warning(rows: int, own: Mapping[int, str] = NONE) -> str | None:
    """Return a warning when a file has exactly as many rows as an exporter would give at most.

    Args:
        rows: how many the file has.
        own: the limits of its format, beside those of all; a place where exports end, by the row count.
    """
    where = own.get(rows) or _LIMITS.get(rows)
    if where is None:
        return None
    return f"The file has exactly {rows:,} rows, where {where} end: check that the export is complete."
