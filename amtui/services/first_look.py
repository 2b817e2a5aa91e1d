"""What a session shows first, read before the session itself has the database open."""

from dataclasses import replace

from amtui.data.queries.today import today_board
from amtui.domain.today_board import FirstLook
from amtui.services.backend import Backend


def first_look(backend: Backend) -> FirstLook:
    """Return who works, and the Today screen as it stands.

    Raises:
        AmtuiError: it cannot be read.
    """
    # How the list stands is remembered by the session itself, once it can change anything.
    board = replace(backend.read(today_board), remembered=True)
    return FirstLook(backend.identity, backend.read_only, board)
