import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest
import textual.strip
from rich.segment import Segment
from rich.style import Style
from textual.cache import FIFOCache
from textual.strip import Strip

from amtui.widgets import lean_strip


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give Textual's own module of lines, as it is without us."""
    spec = spec_from_file_location("untouched", textual.strip.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "untouched", module)
    spec.loader.exec_module(module)
    return module


def test_a_line_has_all_that_textuals_own_has_and_no_cache_before_it_is_looked_into(
    untouched: ModuleType,
) -> None:
    own, lean = untouched.Strip([], 0), Strip([], 0)
    caches = [name for name in Strip.__slots__ if isinstance(getattr(own, name), FIFOCache)]
    assert sorted(caches) == sorted(lean_strip.SIZES)
    for name in Strip.__slots__:
        if name in caches:
            assert name not in _there(lean)
            assert getattr(lean, name)._maxsize == getattr(own, name)._maxsize
            assert getattr(lean, name) is getattr(lean, name)
        else:
            assert getattr(lean, name) == getattr(own, name)


def test_a_line_is_cut_and_styled_as_textuals_own(untouched: ModuleType) -> None:
    segments = [Segment("one ", Style(bold=True)), Segment("two 漢字 three")]

    def worked(strip: Strip) -> list[object]:
        return [
            strip.crop(2, 9)._segments,
            strip.crop(2, 9)._segments,
            [part._segments for part in strip.divide([3, 6, strip.cell_length])],
            strip.apply_style(Style(color="red"))._segments,
            strip.adjust_cell_length(30, Style(dim=True))._segments,
            strip.crop_extend(1, 40, None)._segments,
            strip.apply_offsets(1, 2)._segments,
            strip.link_ids,
            strip.render(untouched.Console()),
        ]

    assert worked(Strip(segments)) == worked(untouched.Strip(segments))


def test_what_no_line_has_is_missing() -> None:
    with pytest.raises(AttributeError):
        Strip([]).nothing  # type: ignore[attr-defined]  # noqa: B018


def _there(strip: Strip) -> set[str]:
    """Return the slots that hold something."""
    held = set()
    for name in Strip.__slots__:
        try:
            Strip.__dict__[name].__get__(strip, Strip)
        except AttributeError:
            continue
        held.add(name)
    return held
