"""Names of files as people type them: those that no file can have are refused in words."""

from pathlib import Path

import pytest

from amtui.domain.errors import UsageError
from amtui.domain.typed_path import typed_path
from tests.support import hostile

IMPOSSIBLE = ("nul", "half a pair", "digits", "combined", "huge")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    for text in (*(hostile.TEXTS[name] for name in IMPOSSIBLE), "~nobody-of-this-name/x", "a/" * 3_000):
        with pytest.raises(UsageError, match="no file can be called") as refused:
            typed_path(text)
        assert len(refused.value.message) < 400


def test_every_other_name_is_taken_as_it_is() -> None:
    for name, text in hostile.TEXTS.items():
        if name not in IMPOSSIBLE:
            assert typed_path(text) == Path(text)
    assert typed_path("no text \udcff.csv") == Path("no text \udcff.csv")
    assert typed_path("~/x") == Path.home() / "x"
