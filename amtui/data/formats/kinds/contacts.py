"""Contacts: one row is one person at a client's."""

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT, with_ids

OUTPUT = (
    "external_id", "account", "name", "email", "phone", "job", "is_admin", "is_approved", "is_champion",
)  # fmt: skip
IDENTITY = ("account", "name", "email")

FIELDS = (
    FieldSpec("external_id", aliases=("id", "contact id", "record id")),
    FieldSpec(
        ACCOUNT.name,
        aliases=(
            *ACCOUNT.aliases, "property company", "associated company",
        ),
        means="whose it is",
    ),
    FieldSpec("name", aliases=("full name", "contact", "contact name", "ansprechpartner")),
    FieldSpec("first_name", aliases=("given name", "property firstname", "vorname")),
    FieldSpec("last_name", aliases=("surname", "family name", "property lastname", "nachname")),
    FieldSpec("email", aliases=("e mail", "email address", "mail", "property email")),
    FieldSpec("phone", aliases=("phone number", "mobile", "mobile phone", "telephone", "telefon")),
    FieldSpec("job", aliases=("job title", "title", "role", "position", "property jobtitle")),
    FieldSpec("is_admin", Parser.FLAG, ("admin", "owner", "admin owner", "is owner")),
    FieldSpec(
        "is_approved", Parser.FLAG,
        (
            "approved", "point of contact", "approved point of contact", "approved poc",
        ),
    ),
    FieldSpec("is_champion", Parser.FLAG, ("champion",)),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Put names together; a person without a name goes by the address."""
    columns = frame.columns
    parts = ("name", "first_name", "last_name", "email")
    rows = zip(*(frame.column(part) for part in parts), strict=True)
    names = [whole or " ".join(filter(None, (first, last))) or email for whole, first, last, email in rows]
    columns["name"] = names
    for row, name in enumerate(names):
        if not name:
            frame.reject(row, "it has neither a name nor an e-mail address")
    for flag in ("is_admin", "is_approved", "is_champion"):
        columns[flag] = [bool(value) for value in frame.column(flag)]
    columns["external_id"] = with_ids(frame, frame.column("external_id"), IDENTITY)


LAYOUT = Layout(
    Kind.CONTACTS, "plain", FIELDS, OUTPUT, finish, one_of=(("name", "first_name", "last_name", "email"),)
)
