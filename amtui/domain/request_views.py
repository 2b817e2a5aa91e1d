"""The views of the queue that come with the program, as filters of the language that everybody types."""

from amtui.domain.queue_records import SavedView


def _view(name: str, text: str, sort: str = "due") -> SavedView:
    return SavedView(name, text, sort, shipped=True)


SHIPPED = (
    _view("Mine", "is:mine -is:snoozed"),
    _view("Breached", "is:breached -is:snoozed"),
    _view("At risk", "is:at_risk -is:snoozed"),
    _view("Waiting for client", "status:waiting_client -is:snoozed", "updated"),
    _view("Followed", "is:followed", "updated"),
    _view("P1", "p:1", "due"),
    _view("New since yesterday", "created:>=yesterday", "-created"),
    _view("Changed since I looked", "is:changed", "-updated"),
    _view("Snoozed", "is:snoozed", "updated"),
    _view("Snoozed back", "is:back", "due"),
    _view("Status update due", "is:update_due", "due"),
    _view("Reopened", "is:reopened -is:snoozed", "updated"),
)


def shipped_view(name: str) -> SavedView | None:
    """Return the view of a name, in any case, with hyphens or underscores for spaces."""
    plain = _plain(name)
    return next((view for view in SHIPPED if _plain(view.name) == plain), None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
