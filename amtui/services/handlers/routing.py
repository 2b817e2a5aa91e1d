"""Who does the work that a request asks for, as administrators have set it."""

from sqlalchemy import select

from amtui.data.models import settings
from amtui.domain.request_rules import default_route
from amtui.domain.vocabulary import Priority, RequestType, Route
from amtui.services.writing import Writing


def usual_route(writing: Writing, kind: RequestType, priority: Priority | None) -> Route:
    """Return the route of a kind of request; a P1 is always Support's, whatever is set."""
    wanted = select(settings.c.value).where(settings.c.key == "routes")
    own = writing.connection.execute(wanted).scalar_one_or_none() or {}
    if priority is Priority.P1 or kind not in own:
        return default_route(kind, priority)
    return Route(own[kind])
