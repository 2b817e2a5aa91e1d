"""Invoices: one row is one of them, known by its number."""

from decimal import Decimal

from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT

OUTPUT = ("account", "number", "amount", "currency", "issued_on", "due_on", "paid_on")
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
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Write the currency in capitals; leave out credit notes and days that cannot be."""
    frame.columns["currency"] = [text.strip().upper() if text else None for text in frame.column("currency")]
    for row, amount in enumerate(frame.column("amount")):
        if isinstance(amount, Decimal) and amount < 0:
            frame.reject(row, "the amount is below 0: it is a credit note, not an invoice")
    for row, (issued, due) in enumerate(zip(frame.column("issued_on"), frame.column("due_on"), strict=True)):
        if issued is not None and due is not None and due < issued:
            frame.reject(row, "it is due before it was issued")


LAYOUT = Layout(Kind.INVOICES, "plain", FIELDS, OUTPUT, finish)
