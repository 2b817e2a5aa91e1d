"""Zoho CRM's accounts and contacts."""

from amtui.data.formats.fields import FieldSpec, Parser
from amtui.data.formats.kinds import accounts, contacts
from amtui.data.formats.vendors.crm import as_named
from amtui.data.formats.vendors.vendor import by_header

NAME = "zoho"

_ACCOUNT = (
    FieldSpec("name", aliases=("account name",), required=True, means="the account's name"),
    FieldSpec("external_id", aliases=("record id", "account id", "id")),
    FieldSpec("parent", aliases=("parent account",)),
    FieldSpec("am", aliases=("account owner",)),
    FieldSpec("domains", aliases=("website",)),
    FieldSpec("sector", aliases=("industry",)),
    FieldSpec("revenue", Parser.AMOUNT, ("annual revenue",)),
    FieldSpec("currency"),
)
_CONTACT = (
    FieldSpec("external_id", aliases=("record id", "contact id", "id")),
    FieldSpec("account", aliases=("account name",), means="whose it is"),
    FieldSpec("name", aliases=("full name", "contact name")),
    FieldSpec("first_name"),
    FieldSpec("last_name"),
    FieldSpec("email"),
    FieldSpec("phone", aliases=("mobile", "other phone")),
    FieldSpec("job", aliases=("title",)),
)

ACCOUNTS = by_header(
    as_named(accounts.LAYOUT, NAME, _ACCOUNT, accounts.finish),
    ("accountname",),
    ("accountowner", "accountownerid", "accountownername"),
    ("recordid", "accountid", "id"),
)
CONTACTS = by_header(
    as_named(contacts.LAYOUT, NAME, _CONTACT, contacts.finish),
    ("lastname",),
    ("accountname", "accountnameid"),
    ("contactowner", "contactownerid", "contactownername"),
    ("recordid", "contactid", "id"),
)
