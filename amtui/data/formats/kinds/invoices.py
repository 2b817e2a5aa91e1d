"""Invoices: one row is one of them, known by its number."""

from decimal import Decimal

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT

OUTPUT = ("account", "number", "amount", "currency", "issued_on", "due_on", "paid_on", "is_paid")
_PAID, _OPEN, _DRAFT, _VOID = "paid", "open", "draft", "void"
STATUSES = {
    **dict.fromkeys((_PAID, "settled", "closed", "fullypaid", "paidinfull", "bezahlt", "beglichen"), _PAID),
    **dict.fromkeys(
        (_OPEN, "unpaid", "overdue", "pastdue", "due", "sent", "issued", "outstanding", "authorised",
         "viewed", "notpaid", "partial", "partiallypaid", "offen", "überfällig", "teilbezahlt"),
        _OPEN,
    ),
    **dict.fromkeys((_DRAFT, "entwurf"), _DRAFT),
    **dict.fromkeys((_VOID, "voided", "cancelled", "canceled", "deleted", "writtenoff", "uncollectible",
                     "storniert"), _VOID),
}  # fmt: skip
_NOT_OWED = {_DRAFT: "it is a draft, which nobody owes yet", _VOID: "it is void, so nobody owes it"}
FIELDS = (
    ACCOUNT,
    FieldSpec(
        "number",
        aliases=(
            "invoice number", "invoice no", "invoice", "invoice id", "document number", "rechnungsnummer",
            "rechnung", "belegnummer",
        ),
        required=True, means="the invoice's number",
    ),
    FieldSpec(
        "amount", Parser.AMOUNT,
        (
            "total", "invoice total", "amount due", "gross", "gross amount", "total amount", "betrag",
            "bruttobetrag",
        ),
        required=True, means="what is to be paid",
    ),
    FieldSpec("currency", aliases=("currency code", "währung")),
    FieldSpec(
        "issued_on", Parser.DATE,
        ("issued", "invoice date", "issue date", "date", "created", "rechnungsdatum", "datum"),
    ),
    FieldSpec(
        "due_on", Parser.DATE, ("due", "due date", "payable by", "fällig", "fällig am", "fälligkeit"),
        required=True, means="the day by which it is to be paid",
    ),
    FieldSpec(
        "paid_on", Parser.DATE, ("paid", "paid date", "date paid", "payment date", "fully paid on date",
                                 "bezahlt", "bezahlt am"),
    ),
    FieldSpec(
        "status", Parser.WORD, ("state", "invoice status", "payment status", "rechnungsstatus"),
        words=STATUSES, lenient=True,
    ),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Write the currency in capitals; leave out what is not owed, and days that cannot be.

    `is_paid` marks those that are said to be paid, but not when.
    """
    frame.columns["currency"] = [text.strip().upper() if text else None for text in frame.column("currency")]
    for row, amount in enumerate(frame.column("amount")):
        if isinstance(amount, Decimal) and amount < 0:
            frame.reject(row, "the amount is below 0: it is a credit note, not an invoice")
    for row, (issued, due) in enumerate(zip(frame.column("issued_on"), frame.column("due_on"), strict=True)):
        if issued is not None and due is not None and due < issued:
            frame.reject(row, "it is due before it was issued")
    for row, status in enumerate(frame.column("status")):
        if status in _NOT_OWED:
            frame.reject(row, _NOT_OWED[status])
    frame.columns["is_paid"] = [
        status == _PAID and paid is None
        for status, paid in zip(frame.column("status"), frame.column("paid_on"), strict=True)
    ]


LAYOUT = Layout(Kind.INVOICES, "plain", FIELDS, OUTPUT, finish)
