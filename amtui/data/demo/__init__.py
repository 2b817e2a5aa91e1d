"""A believable world to look around in: the same for the same seed and sizes, on every machine."""

from amtui.data.demo.build import build
from amtui.data.demo.report import DemoReport

__all__ = ["DemoReport", "build"]
