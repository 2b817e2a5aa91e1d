"""Deals: one row is one opportunity, known by its id."""

import re
from dataclasses import replace
from decimal import Decimal

from amtui.data.formats.amounts import parse_decimal
from amtui.data.formats.fields import FieldSpec, Kind, Layout, Parser
from amtui.data.formats.frame import Frame
from amtui.data.formats.kinds.common import ACCOUNT, filled, first_name, with_ids
from amtui.data.formats.words import squash
from amtui.domain.deals import DealState
from amtui.domain.wording import shortened

OUTPUT = (
    "account", "external_id", "name", "product", "stage", "state", "value", "currency", "probability",
    "owner", "opened_on", "closes_on",
)  # fmt: skip
IDENTITY = ("account", "name", "product", "owner", "opened_on")
_PLACES = Decimal("0.0001")
_SHARES = frozenset({"dealprobability", "propertyhsdealstageprobability"})
"""Headers of exports that write a share of 1."""
_WON = re.compile(r"won|closed\s*won|gewonnen", re.IGNORECASE)
_LOST = re.compile(r"lost|closed\s*lost|verloren|abandoned|disqualified", re.IGNORECASE)

FIELDS = (
    replace(ACCOUNT, aliases=(*ACCOUNT.aliases, "associated company", "associated company primary")),
    FieldSpec(
        "external_id",
        aliases=("opportunity id", "deal id", "record id", "id", "quote id", "opportunity number"),
    ),
    FieldSpec("name", aliases=("deal name", "opportunity name", "property dealname", "deal", "opportunity")),
    FieldSpec("product", aliases=("product name", "products", "produkt")),
    FieldSpec(
        "stage",
        aliases=(
            "deal stage", "opportunity stage", "sales stage", "phase", "dealstage", "property dealstage",
            "deal pipeline stage id", "status", "state",
        ),
        required=True, means="how far it is, or won or lost",
    ),
    FieldSpec(
        "value", Parser.AMOUNT,
        ("close value", "deal value", "amount", "deal amount", "property amount", "betrag", "wert"),
    ),
    FieldSpec(
        "probability",
        aliases=("deal probability", "property hs deal stage probability", "win probability", "chance",
                 "probability %", "wahrscheinlichkeit"),
        means="how likely it is to be won: 60 %, or 0.6",
    ),
    FieldSpec("currency", aliases=("currency code", "deal currency", "währung")),
    FieldSpec(
        "owner", aliases=("sales agent", "deal owner", "opportunity owner", "owner name", "besitzer"),
    ),
    FieldSpec(
        "opened_on", Parser.DATE,
        ("engage date", "create date", "created date", "created", "created time", "opened",
         "property createdate"),
    ),
    FieldSpec(
        "closes_on", Parser.DATE,
        ("close date", "closing date", "expected close date", "closed on", "closed", "property closedate"),
    ),
)  # fmt: skip


def finish(frame: Frame) -> None:
    """Tell the state from the stage, however a pipeline calls it; of several companies take the first."""
    columns = frame.columns
    columns["account"] = [first_name(text) for text in frame.column("account")]
    columns["currency"] = [text.upper() if text else None for text in frame.column("currency")]
    columns["state"] = [_state(text) for text in filled(frame.column("stage"), "")]
    for row, value in enumerate(frame.column("value")):
        if isinstance(value, Decimal) and value < 0:
            frame.reject(row, "the value is below 0")
    columns["probability"] = _probabilities(frame)
    columns["external_id"] = with_ids(frame, frame.column("external_id"), IDENTITY)


def _probabilities(frame: Frame) -> list[Decimal | None]:
    """Return how likely deals are, as fractions of 1; what may be two is refused."""
    header = frame.header("probability")
    found: list[Decimal | None] = []
    for row, text in enumerate(frame.column("probability")):
        try:
            found.append(None if text is None else _probability(text, header))
        except ValueError as error:
            found.append(None)
            frame.reject(row, f"{header}: {error}")
    return found


def _probability(text: str, header: str) -> Decimal:
    bare = text.removesuffix("%").strip()
    try:
        number = parse_decimal(bare)
    except ValueError:
        number = Decimal(-1)
    percent = bare != text or "%" in header or "percent" in header.casefold()
    if squash(header) in _SHARES and not percent:
        if not 0 <= number <= 1:
            raise ValueError(f"“{shortened(text)}” is no share between 0 and 1")
        return number.quantize(_PLACES)
    if not percent and bare in {"1", "+1"}:
        raise ValueError("“1” may be 1 % or 100 %: write the sign, or 1.0")
    if percent or number > 1:
        number /= 100
    if not 0 <= number <= 1:
        raise ValueError(f"“{shortened(text)}” is no probability between 0 and 100 %")
    return number.quantize(_PLACES)


def _state(stage: str) -> str:
    bare = stage.partition("(")[0].strip()
    for state, words in ((DealState.WON, _WON), (DealState.LOST, _LOST)):
        if words.fullmatch(bare) or squash(bare) == f"closed{state.value}":
            return state.value
    return DealState.OPEN.value


LAYOUT = Layout(Kind.DEALS, "plain", FIELDS, OUTPUT, finish)
