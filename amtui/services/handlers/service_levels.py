"""Changes of the agreed times to respond and to resolve."""

from sqlalchemy import select

from amtui.data.models import sla_policies
from amtui.data.queries.office import service_level
from amtui.data.queries.sla_policies import ANY_PLAN
from amtui.domain.admin_changes import SetServiceLevel
from amtui.domain.business_span import minutes_text, read_minutes
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import FieldClash, Invalid, UsageError
from amtui.domain.wording import title
from amtui.services.handlers.common import said
from amtui.services.handlers.overtaken import check_seen
from amtui.services.handlers.recount import Recount
from amtui.services.writing import Writing


def set_level(writing: Writing, change: SetServiceLevel) -> Receipt:
    """Set or take away one level; open requests are due by it from now on.

    Raises:
        Invalid: a time cannot be read, or the resolution comes before the response.
    """
    plan = said(change.plan, "plan")
    words = f"{'All plans' if plan == ANY_PLAN else plan}, {title(change.priority)}"
    t = sla_policies
    which = select(t).where(t.c.plan == plan, t.c.priority == change.priority)
    row = writing.connection.execute(which).mappings().first()
    _check_seen(writing, change, plan)
    if not change.respond.strip() and not change.resolve.strip():
        if row is None:
            return writing.receipt(f"{words}: nothing of its own is set")
        recount = Recount.begin(writing)
        writing.delete(t, row, Topic.SETTINGS)
        told = f"{words}: back to what holds otherwise"
        return writing.receipt(f"{told}{recount.finish()}", row["id"], None)
    values, recount = _minutes(change), Recount.begin(writing)
    told = f"{words}: answer in {minutes_text(values['respond_minutes'])}"
    told = f"{told}, resolve in {minutes_text(values['resolve_minutes'])}"
    if row is None:
        made = {"plan": plan, "priority": change.priority, **values, "version": 1}
        row_id, version = writing.insert(t, made, Topic.SETTINGS), 1
    else:
        row_id, version = row["id"], writing.update(t, row, row["version"], values, Topic.SETTINGS)
    return writing.receipt(f"{told}{recount.finish()}", row_id, version)


def _check_seen(writing: Writing, change: SetServiceLevel, plan: str) -> None:
    if change.seen is None:
        return
    now = service_level(writing.reading, plan=plan, priority=change.priority)
    parts = zip(("respond", "resolve"), change.seen, strict=True)
    clashes = tuple(
        FieldClash(name, getattr(change, name), getattr(now, name))
        for name, before in parts
        if getattr(now, name) != before
    )
    of_it = (change.priority.value,)
    check_seen(writing, sla_policies, clashes, lambda values: values.get("priority", of_it[0]) in of_it)


def _minutes(change: SetServiceLevel) -> dict[str, int]:
    found: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for field in ("respond", "resolve"):
        try:
            found[f"{field}_minutes"] = read_minutes(getattr(change, field))
        except UsageError as error:
            wrong[field] = error.message
    if not wrong and found["resolve_minutes"] < found["respond_minutes"]:
        wrong["resolve"] = "is not before the response"
    if wrong:
        raise Invalid(wrong)
    return found
