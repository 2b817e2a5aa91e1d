"""Where a command writes to: the options `--out` and `--force`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from amtui.services.own_files import check_free, own_file

Made = TypeVar("Made", bound=Callable[..., Any])
HELD = "amtui.force"
WAY = "Name another file, or replace it with --force."


@dataclass(frozen=True, slots=True)
class Out:
    """The file that a command line names.

    Attributes:
        path: of the file.
        force: replace a file that is there.
    """

    path: Path
    force: bool

    def __str__(self) -> str:
        return str(self.path)

    @property
    def form(self) -> str:
        """The ending of the name, which says how to write; empty without."""
        return self.path.suffix.lstrip(".").casefold()

    def writing(self) -> AbstractContextManager[Path]:
        """Give the file to write, as `own_file`."""
        return own_file(self.path, force=self.force)


def into_file(words: str = "Where to; stdout without.", name: str = "--out") -> Callable[[Made], Made]:
    """Add the option that names a file, and the one that replaces what is there.

    What may not be written is refused before the command begins.
    """
    named = click.option(name, type=click.Path(path_type=Path), metavar="FILE", callback=_checked, help=words)
    forced = click.option(
        "--force", is_flag=True, is_eager=True, expose_value=False, callback=_held,
        help="Replace a file of that name.",
    )  # fmt: skip
    return lambda command: named(forced(command))


def _held(context: click.Context, _option: click.Parameter, value: bool) -> None:
    context.meta[HELD] = value


def _checked(context: click.Context, _option: click.Parameter, path: Path | None) -> Out | None:
    if path is None:
        return None
    force = bool(context.meta.get(HELD))
    check_free(path, force=force, way=WAY)
    return Out(path, force)
