"""The domain names of an account, by which mail from its people is recognised."""

import re
from collections.abc import Iterable

from sqlalchemy import select

from amtui.data.models import account_domains
from amtui.domain.change import Topic
from amtui.domain.errors import UsageError
from amtui.services.writing import Columns, Writing

DOMAIN = re.compile(r"(?=.{1,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*")


def parse_domains(text: str | None) -> tuple[str, ...]:
    """Return domain names from a list with commas or spaces: lower-case, each once, in order.

    Raises:
        UsageError: if one is no domain name.
    """
    names = [name.removeprefix("@").casefold() for name in re.split(r"[,;\s]+", text or "") if name]
    for name in names:
        if not DOMAIN.fullmatch(name):
            raise UsageError(f"“{name}” is no domain name, such as example.org")
    return tuple(dict.fromkeys(names))


def set_domains(writing: Writing, account: Columns, wanted: Iterable[str]) -> bool:
    """Make `wanted` the domain names of an account; tell whether any changed."""
    table = account_domains
    rows = writing.connection.execute(select(table).where(table.c.account_id == account["id"])).mappings()
    present = {row["domain"]: row for row in rows.all()}
    kept = list(wanted)
    for name in present.keys() - set(kept):
        writing.delete(table, present[name], Topic.ACCOUNTS)
    missing = [name for name in kept if name not in present]
    for name in missing:
        values = {"account_id": account["id"], "am_id": account["am_id"], "domain": name}
        writing.insert(table, values, Topic.ACCOUNTS)
    return bool(missing) or present.keys() != set(kept)
