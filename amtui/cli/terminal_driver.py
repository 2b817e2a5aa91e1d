"""Textual's driver for a terminal, without the poll: it sleeps until a key comes or it is woken to stop.

Textual's own looks ten times a second whether it is to stop, which costs an idle session power and a
leaving one a tenth of a second or two; and it spins where the terminal has gone.
"""

import codecs
import os
import select
import signal
from contextlib import suppress
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

SIZE = 4096
PENDING_MILLISECONDS = 20
"""How long to wait for the rest of a sequence before looking whether its time is up."""


class TerminalDriver(LinuxDriver):
    """A driver that waits without looking at the clock, and ends the session when the terminal goes."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._pipe: tuple[int, int] | None = None

    def start_application_mode(self) -> None:
        """Take the terminal, at the start and after it was lent to another program."""
        self._pipe = self._pipe or os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Stop reading keys."""
        if self._pipe is not None and not self.exit_event.is_set():
            os.write(self._pipe[1], b"\0")
        super().disable_input()

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing: a browser would start where the program runs, which need not be where the user is."""

    def _sigcont_application(self, *_: object) -> None:
        """Come back after a stop; a terminal that goes sends this too, and then nothing is to begin again."""
        if self._must_signal_resume:
            super()._sigcont_application()

    def close(self) -> None:
        """Let go of what was opened."""
        super().close()
        pipe, self._pipe = self._pipe, None
        for number in pipe or ():
            os.close(number)

    def run_input_thread(self) -> None:
        """Hand on what is typed until woken."""
        if self._pipe is None:
            return
        woken = self._pipe[0]
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        poll.register(woken, select.POLLIN)
        while True:
            # A lone escape is a key once nothing has followed it for a while.
            ready = dict(poll.poll(None if parser._timeout_time is None else PENDING_MILLISECONDS))  # noqa: SLF001
            if self.fileno in ready:
                data = self._read()
                if not data:
                    poll.unregister(self.fileno)
                for event in parser.feed(text) if (text := decode(data)) else ():
                    self.process_message(event)
            if woken in ready:
                os.read(woken, 1)
                return
            for event in parser.tick():
                self.process_message(event)

    def _read(self) -> bytes:
        """Return what was typed; nothing once the terminal has gone, of which the session is told."""
        data = b""
        with suppress(OSError):
            data = os.read(self.fileno, SIZE)
        if not data:
            os.kill(os.getpid(), signal.SIGHUP)
        return data
