"""How a run of the program ends: every fault becomes one line for a person, or one object, and a code."""

import json
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from errno import ENAMETOOLONG

from amtui.domain.errors import AmtuiError
from amtui.domain.wording import shortened

INTERRUPTED = 130
USAGE = 2
FAULT = 1
MOST_TOLD = 2_000
"""Characters of a message, which may repeat what was given."""


def guarded(work: Callable[[], object], *, as_json: bool) -> int:  # noqa: PLR0911 one way out per kind of end
    """Do what a run is to do; return its exit code, whatever happens: what `work` returns if that is one."""
    stdout = sys.stdout
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except SystemExit as ended:
        if sys.stdout is not stdout:  # click puts a silent one in its place once nobody reads
            _forget_stdout()
            return 0
        return ended.code if isinstance(ended.code, int) else FAULT
    except KeyboardInterrupt:
        tell("interrupted", "stopped; nothing was left half done", "", as_json=as_json)
        return INTERRUPTED
    except AmtuiError as error:
        tell(error.kind, error.message, error.next, as_json=as_json)
        return error.exit_code
    except OSError as error:
        return _fault(as_json=as_json) if error.errno != ENAMETOOLONG else _long_name(as_json=as_json)
    except Exception:  # noqa: BLE001 the last resort: no traceback reaches a user
        return _fault(as_json=as_json)
    return code if isinstance(code, int) else 0


def tell(kind: str, message: str, further: str, *, as_json: bool) -> None:
    """Write a fault to stderr: an object with `as_json`, else a line, with what to do now."""
    from amtui.cli.text_table import clean, escaped

    message = shortened(message, MOST_TOLD)
    if as_json:
        told = {"error": {"kind": kind, "message": message, "next": further}}
        text = escaped(json.dumps(told, ensure_ascii=False))
    else:
        text = f"amtui: {message.rstrip('.')}. {further}".rstrip()
    with suppress(OSError):
        sys.stderr.write(f"{text if as_json else clean(text)}\n")


def _long_name(*, as_json: bool) -> int:
    tell("usage", "no file can have a name as long as this", "Name another file.", as_json=as_json)
    return USAGE


def _fault(*, as_json: bool) -> int:
    path = _log(traceback.format_exc())
    where = f"The details are in {path}." if path else "The details could not be written down."
    tell("fault", "a fault of the program, not yours; nothing was left half done", where, as_json=as_json)
    return FAULT


def _log(details: str) -> str | None:
    """Add to the log of the user, which nobody else may read; return where it is."""
    from amtui.services.paths import PRIVATE_FILE, paths, private_folder

    try:
        path = paths().log_file
        private_folder(path.parent)
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, PRIVATE_FILE)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(f"{details}\n")
    except OSError:
        return None
    return str(path)


def _forget_stdout() -> None:
    """Keep the interpreter from complaining at its end that nobody reads."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
