"""Modules that a library imports at once and asks hardly ever, loaded when they are asked."""

import sys
from importlib import import_module
from types import ModuleType


class Unasked(ModuleType):
    """Stands for a module until somebody looks into it."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name != "__path__":  # who walks through all modules asks nothing of it
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def put_off(name: str) -> None:
    """Let a module of a package that is there be loaded when it is first asked for something."""
    if name not in sys.modules:
        package, _, own = name.rpartition(".")
        sys.modules[name] = module = Unasked(name)
        setattr(import_module(package), own, module)
