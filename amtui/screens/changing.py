"""Carrying changes out, saying what was done, and refreshing what shows it."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.message import Message

from amtui.domain.change import Change, Receipt, Topic
from amtui.domain.errors import AmtuiError, Conflict, Unreachable
from amtui.screens.base import BaseScreen
from amtui.screens.long_work import LongWork
from amtui.screens.sentences import AGAIN, read_sentence, sentence
from amtui.screens.ways import WaysApp
from amtui.widgets.painted import painted

if TYPE_CHECKING:
    from textual.timer import Timer

    from amtui.domain.today_board import FirstLook
    from amtui.screens.announcing import Announcer
    from amtui.services.backend import Backend


log = logging.getLogger("amtui.app")
AGAIN_SECONDS = 5.0
"""After which what a server had no room for is read again."""


class UnderWay(Message):
    """A change that takes long has come further; without words it is over."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class ChangingApp(WaysApp):
    """An app whose screens change what a database holds; faults on the way are said and do not end it.

    Attributes:
        backend: the database, once it is open.
        foreseen: what is shown until then, once it is known.
        announcer: says what is due soon.
        lost: whether the database's server cannot be reached just now.
        faults: of the program itself, as they came.
        under_way: how far what takes long has come, in words.
        long_work: of a change.
        file_work: of a file that is written.
    """

    # Heard in dialogs too, where it copies while nothing is under way.
    BINDINGS: ClassVar[list[Any]] = [Binding("ctrl+c", "stop_long_work", show=False, priority=True)]

    announcer: "Announcer"

    def __init__(self) -> None:
        super().__init__()
        self.backend: Backend | None = None
        self.foreseen: FirstLook | None = None
        self.lost = False
        self._again: Timer | None = None
        self._said = ("", 0.0)
        self.faults: list[Exception] = []
        self.under_way = ""
        self.long_work = LongWork(lambda words: self.post_message(UnderWay(words)))
        self.file_work = LongWork(
            lambda words: self.post_message(UnderWay(words)), "stopped; no file was written"
        )

    @property
    def viewer(self) -> "Backend | FirstLook | None":
        """What knows who works, and whether they may change anything; None while nothing does."""
        return self.backend or self.foreseen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key that stops to others while nothing is under way."""
        return (
            bool(self.under_way) if action == "stop_long_work" else super().check_action(action, parameters)
        )

    def action_stop_long_work(self) -> None:
        """Stop what takes long."""
        self.stop_long_work()

    def stop_long_work(self) -> None:
        """Let what takes long stop at its next step, as if it had never begun."""
        if not any([self.long_work.stop(), self.file_work.stop()]):
            self.say("Nothing is under way that could be stopped.", severity="warning")

    def on_under_way(self, event: UnderWay) -> None:
        """Show how far a long change has come."""
        self.under_way = event.words
        self.each_screen(lambda screen: screen.tell_who())

    def each_screen(self, call: Callable[[BaseScreen], object]) -> None:
        """Call something on every screen, shown or not."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BaseScreen) and screen.is_attached:
                    call(screen)

    def show_link(self, *, there: bool) -> None:
        """Say that the database was lost, or that it is back; what is typed stays where it is."""
        self.lost = not there
        self.each_screen(lambda screen: screen.tell_who())
        if there:
            self.say("The database is back.")
        else:
            self.say(
                f"The database server cannot be reached. What you type is kept; {AGAIN}", severity="warning"
            )

    def read_failed(self, error: AmtuiError) -> None:
        """Say what could not be read; where it may well go at another moment, it is read again then.

        A server that is lost needs no such moment: all is read when it is back.
        """
        self._say_once(read_sentence(error))
        if isinstance(error, Unreachable) and not self.lost and self._again is None:
            self._again = self.set_timer(AGAIN_SECONDS, self._read_again)

    def _say_once(self, words: str) -> None:
        """Say a fault that meets several readers at once a single time: not while it still stands there."""
        now = monotonic()
        if words != self._said[0] or now - self._said[1] >= self.NOTIFICATION_TIMEOUT:
            self._said = (words, now)
            self.say(words, severity="error")

    def _read_again(self) -> None:
        self._again = None
        if not self.lost:
            self.each_screen(lambda screen: screen.outside_change())

    def touched(self, topics: frozenset[Topic]) -> None:
        """Let every screen that shows one of `topics` read again."""
        self.each_screen(lambda screen: screen.touched(topics))
        self.announcer.touched(topics)

    async def change(
        self,
        change: Change,
        then: Callable[[], object] | None = None,
        *,
        clashed: Callable[[Conflict], Awaitable[Change | None]] | None = None,
    ) -> Receipt | None:
        """Carry out a change, say what was done, and refresh what shows it.

        Args:
            change: what is to be done.
            then: called once it is done, before anything is read again.
            clashed: asked what to do instead where somebody was first.

        Returns:
            None where it was refused; the reason was said.
        """
        if self.backend is None:
            return None
        try:
            receipt = await self.backend.do(change)
        except Conflict as error:
            self.touched(frozenset(Topic))
            if clashed is None:
                self.say(sentence(error), severity="warning")
                return None
            again = await clashed(error)
            return None if again is None else await self.change(again, then, clashed=clashed)
        except AmtuiError as error:
            self.say(sentence(error), severity="error")
            return None
        if then is not None:
            then()
            await painted(self)  # the answer is seen before words are laid out and lists are read anew
        self.say(receipt.words)
        self.touched(receipt.topics)
        return receipt

    def begin_change(self, change: Change) -> None:
        """Carry out a change without waiting for it."""
        self.begin(self.change(change))

    def begin(self, work: Coroutine[Any, Any, Any], *, asks: bool = False, group: str = "changes") -> None:
        """Run a piece of work beside the keys.

        Args:
            work: what is done.
            asks: whether it opens a dialog first, which keys typed meanwhile are for.
            group: of the workers; keys that come together wait for those that change something.
        """
        if asks:
            self.expect_dialog()
        self.run_worker(self._guarded(work, asks=asks), exit_on_error=False, group=group)

    async def _guarded(self, work: Coroutine[Any, Any, Any], *, asks: bool) -> None:
        try:
            await work
        except AmtuiError as error:
            self.say(sentence(error), severity="error")
        except Exception as error:  # noqa: BLE001 - a fault of the program must not end the session
            self.broke(error)
        finally:
            if asks:
                self.dialog_came()

    def broke(self, error: Exception) -> None:
        """Say that the program itself went wrong; the session goes on."""
        log.error("unexpected", exc_info=error)
        self.faults.append(error)
        self.say(f"Something went wrong in the program: {type(error).__name__}: {error}", severity="error")

    def undo(self) -> None:
        """Take back the user's latest change; ask first where something came since that stays."""
        self.begin(self._undo())

    async def _undo(self) -> None:
        from amtui.data.queries.undo_ahead import undo_barrier
        from amtui.domain.changes import Undo

        if self.backend is None:
            return
        barrier = await self.backend.ask(undo_barrier)
        if barrier is not None:
            from amtui.screens.dialogs.confirm import ConfirmDialog

            question = f"{barrier.what} cannot be taken back. Before it: {barrier.before}."
            if not await self.push_screen_wait(ConfirmDialog(question, "takes that back")):
                return
        await self.change(Undo(past=barrier is not None))

    def redo(self) -> None:
        """Bring back what the latest undo took."""
        from amtui.domain.changes import Redo

        self.begin_change(Redo())
