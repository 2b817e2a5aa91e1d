"""Work for a worker that is begun when its turn comes: what is replaced before that never was."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, ParamSpec

P = ParamSpec("P")
Deferred = Callable[[], Any]
"""A coroutine function with its arguments, as `run_worker` takes it."""


def deferred(work: Callable[P, Coroutine[Any, Any, Any]], *args: P.args, **kwargs: P.kwargs) -> Deferred:
    """Return work to be called by the worker; a coroutine made before would be left behind if replaced."""
    return partial(work, *args, **kwargs)
