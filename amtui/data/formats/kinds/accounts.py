"""Accounts: one row is one client; columns that mean nothing here are kept as custom fields."""

from amtui.data.formats import words
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame

OUTPUT = (
    "external_id", "name", "parent", "plan", "tier", "status", "currency", "monthly_value", "zone",
    "domains", "am",
    "sector", "revenue", "agreement_start", "agreement_end", "custom",
)  # fmt: skip

FIELDS = (
    FieldSpec(
        "name",
        aliases=(
            "account", "account name", "company", "company name", "customer", "customer name", "client",
            "client name", "organization", "property name", "konto", "kunde", "firma",
        ),
        required=True, means="the account's name",
    ),
    FieldSpec(
        "external_id",
        aliases=(
            "id", "account id", "record id", "company id", "customer id", "kundennummer",
        ),
    ),
    FieldSpec("parent", aliases=("subsidiary of", "parent account", "parent company", "parent name")),
    FieldSpec("plan", aliases=("subscription", "product", "package", "tarif")),
    FieldSpec("tier", Parser.WORD, ("segment", "size class"), words=words.TIERS, lenient=True),
    FieldSpec(
        "status", Parser.WORD, ("account status", "active", "is active"), words=words.ACCOUNT_STATUSES,
        lenient=True,
    ),
    FieldSpec("currency", aliases=("currency code", "währung")),
    FieldSpec(
        "monthly_value", Parser.AMOUNT,
        (
            "mrr", "monthly recurring revenue", "monthly fee", "monthly",
        ),
    ),
    FieldSpec("zone", aliases=("time zone", "timezone", "tz", "zeitzone")),
    FieldSpec("domains", aliases=("domain", "domain names", "website", "company domain name", "web site")),
    FieldSpec(
        "am",
        aliases=(
            "account manager", "manager", "owner", "account owner", "company owner", "betreuer",
        ),
    ),
    FieldSpec("sector", aliases=("industry", "branche", "vertical", "property industry")),
    FieldSpec("revenue", Parser.AMOUNT, ("annual revenue", "turnover", "umsatz", "property annualrevenue")),
    FieldSpec("agreement_start", Parser.DATE, ("contract start", "start date", "vertragsbeginn")),
    FieldSpec(
        "agreement_end", Parser.DATE,
        (
            "contract end", "end date", "renewal", "renewal date", "vertragsende",
        ),
    ),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Take domain lists apart and write the currency in capitals."""
    frame.columns["domains"] = [_domains(text) for text in frame.column("domains")]
    frame.columns["currency"] = [text.upper() if text else None for text in frame.column("currency")]


def _domains(text: str | None) -> tuple[str, ...]:
    parts = (text or "").replace(";", ",").replace(" ", ",").split(",")
    bare = (
        part.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
        for part in parts
    )
    return tuple(dict.fromkeys(part.split("/")[0] for part in bare if part))


LAYOUT = Layout(Kind.ACCOUNTS, "plain", FIELDS, OUTPUT, finish, keeps_rest=True)
