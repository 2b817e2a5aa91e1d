"""Telling the database something that nobody waits for."""

from typing import TYPE_CHECKING

from amtui.domain.errors import AmtuiError

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.domain.change import Change


def tell(app: "AmtuiApp", notice: "Change") -> None:
    """Tell something in passing; that it could not be told is no news."""
    if app.backend is not None and not app.backend.read_only:
        app.run_worker(_tell(app, notice), group="notices", exit_on_error=False)


async def _tell(app: "AmtuiApp", notice: "Change") -> None:
    backend = app.backend
    try:
        if backend is not None:
            await backend.do(notice)
    except AmtuiError as error:
        app.log.debug(error.message)
