"""HubSpot's companies, contacts and tickets, as exported by hand or with `property_` before each name."""

from dataclasses import replace

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds import accounts, contacts, requests
from amtui.data.formats.kinds.common import first_name
from amtui.data.formats.vendors.crm import as_named, left_deleted_out
from amtui.data.formats.vendors.parties import party
from amtui.data.formats.vendors.vendor import by_header, each
from amtui.domain.vocabulary import RequestStatus

NAME = "hubspot"
EARLY_END = "{n} {request was|requests were} closed before the creation; that close date was left out."
_DELETED = FieldSpec("deleted", Parser.FLAG, ("is deleted", "_fivetran_deleted"))

_COMPANY = (
    FieldSpec("name", aliases=("company name", "property name"), required=True, means="the company's name"),
    FieldSpec("external_id", aliases=("record id", "id")),
    FieldSpec("parent", aliases=("parent company", "parent company name")),
    FieldSpec("am", aliases=("company owner",)),
    FieldSpec("domains", aliases=("company domain name", "property domain", "website url")),
    FieldSpec("sector", aliases=("industry", "property industry")),
    FieldSpec("revenue", Parser.AMOUNT, ("annual revenue", "property annualrevenue")),
    FieldSpec("zone", aliases=("iana time zone",)),
    _DELETED,
)
_PERSON = (
    FieldSpec("external_id", aliases=("record id", "id")),
    FieldSpec(
        "account",
        aliases=(
            "associated company",
            "associated company primary",
            "primary associated company",
            "associated company names",
            "company name",
            "property company",
        ),
        means="whose it is",
    ),
    FieldSpec("first_name", aliases=("property firstname",)),
    FieldSpec("last_name", aliases=("property lastname",)),
    FieldSpec("email", aliases=("property email",)),
    FieldSpec("phone", aliases=("phone number", "mobile phone number", "property phone")),
    FieldSpec("job", aliases=("job title", "property jobtitle")),
    _DELETED,
)
_TICKET = (
    FieldSpec("external_id", aliases=("ticket id", "record id", "id"), required=True, means="its id"),
    FieldSpec("account", aliases=("associated company", "associated company names"), means="whose it is"),
    FieldSpec("contact", aliases=("associated contact", "associated contact names")),
    FieldSpec("subject", aliases=("ticket name", "property subject")),
    FieldSpec("description", aliases=("ticket description", "property content")),
    FieldSpec(
        "priority", Parser.WORD, ("property hs ticket priority",), words=words.PRIORITIES, lenient=True
    ),
    FieldSpec("status", Parser.WORD, ("ticket status",), words=words.REQUEST_STATUSES, lenient=True),
    FieldSpec(
        "created_at", Parser.INSTANT, ("create date", "property createdate"),
        required=True, means="when it was asked for",
    ),
    FieldSpec(
        "first_response_at", Parser.INSTANT, ("first agent reply date", "property first agent reply date")
    ),
    FieldSpec("closed_at", Parser.INSTANT, ("close date", "property closed date")),
    FieldSpec("updated_at", Parser.INSTANT, ("last modified date",)),
    FieldSpec("owner", aliases=("ticket owner",)),
    _DELETED,
)  # fmt: skip


def finish_company(frame: Frame) -> None:
    """Leave deleted companies out."""
    left_deleted_out(frame)
    accounts.finish(frame)


def finish_person(frame: Frame) -> None:
    """Leave deleted people out; of several companies the first is theirs."""
    left_deleted_out(frame)
    frame.columns["account"] = [first_name(text) for text in frame.column("account")]
    contacts.finish(frame)


def finish_ticket(frame: Frame) -> None:
    """Pipelines name their stages freely; a ticket without a status that is known is closed or open.

    A close date from before the creation is not this ticket's own: copies and merged tickets inherit one.
    """
    left_deleted_out(frame)
    columns = frame.columns
    columns["account"] = [first_name(text) for text in frame.column("account")]
    people = [party(first_name(text)) for text in frame.column("contact")]
    columns["contact"] = [name or address for name, address in people]
    columns["contact_email"] = [address if "@" in (address or "") else None for _, address in people]
    columns["closed_at"] = _own_ends(frame)
    rows = zip(frame.column("status"), frame.column("closed_at"), strict=True)
    columns["status"] = [status or _by_end(closed) for status, closed in rows]
    columns["resolved_at"] = frame.column("closed_at")
    requests.finish(frame)


def _own_ends(frame: Frame) -> list[int | None]:
    ends = list(zip(frame.column("closed_at"), frame.column("created_at"), strict=True))
    early = [bool(end is not None and begun is not None and end < begun) for end, begun in ends]
    frame.notes.add(EARLY_END, sum(early))
    return [None if is_early else end for (end, _), is_early in zip(ends, early, strict=True)]


def _by_end(closed: int | None) -> str:
    return (RequestStatus.IN_PROGRESS if closed is None else RequestStatus.CLOSED).value


_TICKETS = Layout(Kind.REQUESTS, NAME, _TICKET, requests.OUTPUT, finish_ticket, primary="created_at")


COMPANIES = by_header(
    as_named(accounts.LAYOUT, NAME, _COMPANY, finish_company),
    ("companyname", "name", "propertyname"),
    ("companyowner", "companydomainname", "propertycreatedate", "lifecyclestage"),
    ("recordid", "id"),
)
PEOPLE = by_header(
    as_named(contacts.LAYOUT, NAME, _PERSON, finish_person),
    ("firstname", "propertyfirstname"),
    ("lastname", "propertylastname"),
    ("recordid", "id"),
    ("contactowner", "leadstatus", "lifecyclestage", "associatedcompany", "propertycreatedate"),
)
TICKETS = by_header(
    _TICKETS, ("ticketid", "recordid"), ("ticketname",), ("createdate",), ("ticketstatus", "pipeline")
)
TICKET_TABLES = by_header(
    replace(_TICKETS, utc=True), *each("property createdate", "property subject", "property hs pipeline")
)
