"""Exclusions that are switched off: a figure is the same however it was asked for."""

from typing import Any

import pytest

from amtui.data.queries.kpi_figure import Ways
from amtui.data.queries.kpis import kpi_figures
from amtui.domain.vocabulary import KpiKey
from tests.data.queries.story import Story
from tests.data.queries.test_kpi_explained import OFF, WINDOW, Book, with_calls


@pytest.fixture(scope="module")
def told_book(told_story: Story) -> Book:
    """An account with calls that are only read."""
    return with_calls(told_story)


@pytest.mark.parametrize("off", OFF, ids=lambda off: "+".join(sorted(off)) or "nothing")
def test_a_figure_is_the_same_whether_it_was_asked_for_by_name_or_with_all(
    told_book: Book, off: frozenset[str]
) -> None:
    story, account, _ = told_book
    asked: dict[str, Any] = {
        "account_ids": (account,), "window": (WINDOW["first"], WINDOW["last"]), "ways": Ways(off)
    }  # fmt: skip
    with story.reading(1) as reading:
        every = {figure.kpi: figure for figure in kpi_figures(reading, **asked)}
        named = {kpi: kpi_figures(reading, **asked, kpis=[kpi]) for kpi in every}
    assert every[KpiKey.FIRST_RESPONSE].n
    assert named == {kpi: (figure,) for kpi, figure in every.items()}
