"""Everything that is shown of one request at a time."""

from dataclasses import dataclass, replace
from datetime import datetime

from amtui.domain.queue_records import Attention
from amtui.domain.request_records import RequestDetail, TimelineEntry


@dataclass(frozen=True, slots=True)
class RequestPreview:
    """A request, who looks at it, and for whom it is shown.

    Attributes:
        viewer: the name of the viewer, whose own entries are never new to them.
    """

    detail: RequestDetail
    attention: Attention
    viewer: str = ""

    def since(self, seen_at: datetime | None) -> "RequestPreview":
        """Return the same with what is new since another moment, such as the look before this one."""
        shown = replace(self, attention=replace(self.attention, seen_at=seen_at))
        new = sum(shown.is_new(entry) for entry in self.detail.timeline)
        return replace(shown, attention=replace(shown.attention, new_entries=new))

    def is_new(self, entry: TimelineEntry) -> bool:
        """Tell whether somebody else made an entry since the viewer last looked."""
        seen = self.attention.seen_at
        return seen is not None and entry.at > seen and entry.who != self.viewer
