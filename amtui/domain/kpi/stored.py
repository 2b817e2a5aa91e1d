"""How the open-ended parts of a day are written down: as JSON objects, whose keys are text."""

from collections.abc import Mapping

NO_GAP = "-"
"""The key of records without a neighbouring attempt."""
UNREADABLE = (ValueError, TypeError, AttributeError)
"""What is raised where a document is not of the shape that was written, as on a damaged disk."""


def masks_to_json(excluded: Mapping[int, tuple[int, int]]) -> dict[str, list[int]]:
    """Write {bits: (observations, missed)}."""
    return {str(mask): list(pair) for mask, pair in excluded.items()}


def masks_from_json(stored: Mapping[str, list[int]]) -> dict[int, tuple[int, int]]:
    """Read {bits: (observations, missed)}."""
    return {int(mask): (n, missed) for mask, (n, missed) in stored.items()}


def histogram_to_json(histogram: Mapping[int, int]) -> dict[str, int]:
    """Write {seconds: observations}."""
    return {str(seconds): n for seconds, n in histogram.items()}


def histogram_from_json(stored: Mapping[str, int]) -> dict[int, int]:
    """Read {seconds: observations}."""
    return {int(seconds): n for seconds, n in stored.items()}


def gaps_to_json(gaps: Mapping[int | None, tuple[int, int]]) -> dict[str, list[int]]:
    """Write {days to the neighbouring attempt or None: (records, succeeded)}."""
    return {NO_GAP if gap is None else str(gap): list(pair) for gap, pair in gaps.items()}


def gaps_from_json(stored: Mapping[str, list[int]]) -> dict[int | None, tuple[int, int]]:
    """Read {days to the neighbouring attempt or None: (records, succeeded)}."""
    return {
        None if gap == NO_GAP else int(gap): (records, succeeded)
        for gap, (records, succeeded) in stored.items()
    }
