"""One review on a screen of its own: prepared, moved, written about and closed by keys."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.review_records import ReviewDetail
from amtui.screens import review_words
from amtui.screens.base import BaseScreen
from amtui.screens.dialogs.review_write import notes_draft
from amtui.screens.qbr_pack import make_pack
from amtui.screens.review_actions import AnswersReviews, ReviewActions
from amtui.widgets.reading import ReadingPane

if TYPE_CHECKING:
    from amtui.services.backend import Backend

Standing = tuple[tuple[KpiFigure, bool], ...]
MARGIN = 4


class ReviewScreen(AnswersReviews, BaseScreen):
    """Everything about one review."""

    name_ = "review"
    tab = "4"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REVIEWS, Topic.KPIS})

    def __init__(self, review_id: int) -> None:
        super().__init__()
        self.review_id = review_id
        self.detail: ReviewDetail | None = None
        self._standing: Standing = ()
        self.reviews = ReviewActions(self)

    def body(self) -> ComposeResult:
        """Yield the review, scrolling."""
        yield Static(id="strip", markup=False)
        with ReadingPane(id="overview"):
            yield Static(id="detail", markup=False)

    def prepare(self) -> None:
        """Let keys scroll."""
        self.query_one("#overview").focus()

    def selected(self) -> object | None:
        """Return the review."""
        return self.detail

    def reload(self) -> None:
        """Read the review and how its account's goals stand."""
        self.load("detail", self._ask)

    async def _ask(self, backend: "Backend") -> tuple[ReviewDetail, Standing]:
        from amtui.data.queries.reviews import review_detail
        from amtui.services.goal_figures import standing

        detail = await backend.ask(review_detail, review_id=self.review_id)
        return detail, await backend.ask(standing, account_id=detail.row.account_id)

    def show_detail(self, answer: tuple[ReviewDetail, Standing]) -> None:
        """Show the review."""
        self.detail, self._standing = answer
        self._show()
        self.refresh_hints()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._show()

    def _show(self) -> None:
        if self.detail is None:
            return
        draft = self.app.state.get(notes_draft(self.review_id)) is not None
        words = review_words.described(
            self.detail, self.reviews.zone, self._standing, self.size.width - MARGIN, draft=draft
        )
        self.query_one("#strip", Static).update(review_words.strip(self.detail.row, self.app.clock.now()))
        self.query_one("#detail", Static).update(words)

    def with_review(self, act: Any) -> None:
        """Do something to the review."""
        if self.detail is not None:
            act(self.detail.row)

    do_qbr_pack = make_pack

    def do_kpi_explain(self) -> None:
        """Explain one of the figures: those frozen when it was held, else how the goals stand now."""
        from amtui.screens import explaining

        if self.detail is None:
            return
        if self.detail.figures:
            self.app.begin(explaining.explain_frozen(self.app, self.detail))
        elif self._standing:
            now = [figure for figure, _ in self._standing]
            self.app.begin(explaining.explain_one_of(self.app, self.detail.row.account, now))
        else:
            self.app.say("No goal is agreed, so no figure is shown here.", severity="warning")

    def do_review_account(self) -> None:
        """Open the account."""
        if self.detail is not None:
            self.open_account(self.detail.row.account_id)
