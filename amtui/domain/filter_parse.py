"""Reading the text of a filter; see `filters` for the language."""

import difflib
import re
from collections.abc import Iterable

from amtui.domain.filter_ast import Filter, FilterError, Op, Term, Value, Word
from amtui.domain.filter_dates import DateValue, Distance, Named, read_date
from amtui.domain.filter_fields import REQUESTS, Field, Grammar, Kind
from amtui.domain.filter_text import Piece, Token, Unclosed, split_values, tokens
from amtui.domain.paging import Order
from amtui.domain.wording import listed

SORT = "sort"
_HEAD = re.compile(r"(-?)([^:]*):")
_OP = re.compile(r"<=|>=|<|>")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,3})?", re.ASCII)
_NUMBERS = "a number, such as 60, <60 or >=80"
_DATES = "today, tomorrow, yesterday, week, overdue, none, 2026-12-01, <2d or >1w (h, d, w, mo, y)"


def parse(text: str, grammar: Grammar = REQUESTS) -> Filter:
    """Return the filter that a text asks for.

    Raises:
        FilterError: with a sentence and the position at which it goes wrong.
    """
    parts: list[Term | Word] = []
    order: Order | None = None
    for token in _cut(text):
        head = _head(token)
        if head is None:
            parts.extend(_word(token))
        elif head[1].lower() == SORT:
            order = _order(head[0], head[2], grammar)
        else:
            parts.append(_term(token, head, grammar))
    return Filter(tuple(parts), order)


def make_term(
    name: str, values: Iterable[str], grammar: Grammar = REQUESTS, *, negated: bool = False
) -> Term:
    """Return the condition of one option of the command line, such as `due` with `<2d`.

    Args:
        name: the field.
        values: text is taken whole, whatever commas or quotes it holds; of choices and dates each
            may name several with commas between.
        grammar: of the list.
        negated: whether it must not hold.

    Raises:
        FilterError: there is no such field, or it does not take such a value.
    """
    one = _field(name, 0, grammar)
    pieces = tuple(Piece(value, 0, is_quoted=one.kind is Kind.TEXT) for value in values)
    return _condition(one, tuple(cut for piece in pieces for cut in split_values((piece,))), negated=negated)


def make_order(text: str, grammar: Grammar = REQUESTS) -> Order:
    """Return the order of `due` or, downwards, `-due`.

    Raises:
        FilterError: the list has no such column to sort by.
    """
    return _order("", (Piece(text, 0, is_quoted=False),), grammar)


Head = tuple[str, str, tuple[Piece, ...]]


def _cut(text: str) -> tuple[Token, ...]:
    try:
        return tokens(text)
    except Unclosed as error:
        raise FilterError(
            f"The quote at character {error.position + 1} is not closed.", error.position, next='Add a ".'
        ) from error


def _head(token: Token) -> Head | None:
    """Return the sign, the field's name and the pieces behind the colon, or None for a word."""
    first, *rest = token.pieces
    found = None if first.is_quoted else _HEAD.match(first.text)
    if found is None:
        return None
    value = first.text[found.end() :]
    pieces = (Piece(value, first.start + found.end(), is_quoted=False), *rest) if value else tuple(rest)
    return found[1], found[2], pieces


def _word(token: Token) -> Iterable[Word]:
    text = "".join(piece.text for piece in token.pieces)
    negated = not token.pieces[0].is_quoted and text.startswith("-") and text != "-"
    text = text[1:] if negated else text
    if text:
        yield Word(text, negated)


def _term(token: Token, head: Head, grammar: Grammar) -> Term:
    sign, name, pieces = head
    one = _field(name, token.start, grammar)
    if not pieces:
        raise FilterError(f"“{name}:” needs a value: {_takes(one)}.", token.end)
    return _condition(one, split_values(pieces), negated=bool(sign))


def _field(name: str, position: int, grammar: Grammar) -> Field:
    try:
        return grammar.field(name)
    except KeyError:
        known = [*(one.name for one in grammar.fields), SORT]
        close = difflib.get_close_matches(name.lower(), known, 1)
        hint = f"Did you mean “{close[0]}:”?" if close else f"There are {listed(known)}."
        raise FilterError(
            f"There is no filter “{name}:” here. {hint}", position, next="Put text with a colon in quotes."
        ) from None


def _condition(one: Field, values: tuple[Piece, ...], *, negated: bool) -> Term:
    for piece in values:
        if not piece.text.strip():
            raise FilterError(f"“{one.name}:” needs a value: {_takes(one)}.", piece.start)
    if one.kind is Kind.TEXT:
        return Term(one.name, _once(piece.text for piece in values), negated=negated)
    if one.kind is Kind.DATE:
        return _dates(one, values, negated=negated)
    if one.numbers and (op := _OP.match(values[0].text)) is not None:
        return _compared(one, values, Op(op[0]), negated=negated)
    return Term(one.name, _once(word for piece in values for word in _choices(one, piece)), negated=negated)


def _choices(one: Field, piece: Piece) -> tuple[str, ...]:
    """Return the stored words that a value stands for: its own, a group's, or from a comparison."""
    word = piece.text.strip().lower().replace("-", "_").replace(" ", "_")
    op = _OP.match(word)
    if op and one.name == "priority":
        return _priorities(one, piece, Op(op[0]), word[op.end() :])
    if one.numbers and (number := _number(word)) is not None:
        return (number,)
    if word in one.groups:
        return one.groups[word]
    found = [choice for choice in one.choices if choice.lower() == word]
    found = found or [choice for choice in one.choices if choice.lower().startswith(word)]
    if len(found) == 1:
        return tuple(found)
    raise _no_choice(one, piece, found)


def _priorities(one: Field, piece: Piece, op: Op, word: str) -> tuple[str, ...]:
    (edge,) = _choices(one, Piece(word, piece.start + len(op), piece.is_quoted))
    found = tuple(
        choice
        for choice in one.choices
        if {
            Op.BELOW: choice < edge,
            Op.AT_MOST: choice <= edge,
            Op.ABOVE: choice > edge,
            Op.AT_LEAST: choice >= edge,
        }[op]
    )
    if not found:
        raise _no_choice(one, piece, [])
    return found


def _compared(one: Field, values: tuple[Piece, ...], op: Op, *, negated: bool) -> Term:
    first, *more = values
    if more:
        raise FilterError(f"“{one.name}:{op}” compares with one number only.", more[0].start)
    number = _number(text := first.text[len(op) :].strip())
    if number is None:
        raise FilterError(f"“{text}” is no number for “{one.name}:{op}”.", first.start + len(op))
    return Term(one.name, (number,), op, negated)


def _number(text: str) -> str | None:
    """Return a number as it is printed, whichever way it was typed; None for what is none."""
    return f"{float(text):.10g}" if _NUMBER.fullmatch(text) else None


def _no_choice(one: Field, piece: Piece, found: list[str]) -> FilterError:
    if found:
        message = f"“{one.name}:{piece.text}” may be {listed(found, 'or')}."
    else:
        message = f"“{piece.text}” is no value of “{one.name}:”, which takes {_takes(one)}."
    return FilterError(message, piece.start)


def _dates(one: Field, values: tuple[Piece, ...], *, negated: bool) -> Term:
    first = values[0]
    op = _OP.match(first.text)
    if op is None:
        return Term(one.name, _once(_date(one, piece, Op.IS) for piece in values), negated=negated)
    if len(values) > 1:
        raise FilterError(f"“{one.name}:{op[0]}” compares with one date only.", values[1].start)
    rest = Piece(first.text[op.end() :], first.start + op.end(), first.is_quoted)
    return Term(one.name, (_date(one, rest, Op(op[0])),), Op(op[0]), negated)


def _date(one: Field, piece: Piece, op: Op) -> DateValue:
    value = read_date(piece.text.strip())
    if value is None:
        raise FilterError(f"“{piece.text}” is no date for “{one.name}:”, which takes {_DATES}.", piece.start)
    if isinstance(value, Distance) and op is Op.IS:
        raise FilterError(
            f"Say on which side of {value}: {one.name}:<{value} or {one.name}:>{value}.", piece.start
        )
    if value in {Named.NONE, Named.OVERDUE} and op is not Op.IS:
        raise FilterError(f"“{value}” cannot be compared; write {one.name}:{value}.", piece.start)
    if value is Named.OVERDUE and one.past:
        raise FilterError(f"“{one.name}:” lies in the past and cannot be overdue.", piece.start)
    return value


def _order(sign: str, pieces: tuple[Piece, ...], grammar: Grammar) -> Order:
    text = "".join(piece.text for piece in pieces).lower()
    column = text.removeprefix("-")
    start = pieces[0].start if pieces else 0
    if not grammar.sorts:
        raise FilterError("This list keeps its own order.", start)
    if column not in grammar.sorts:
        columns = listed(grammar.sorts, "or")
        raise FilterError(f"Nothing can be sorted by “{column}” here; try {columns}.", start)
    return Order(column, descending=bool(sign) != text.startswith("-"))


def _once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))


def _takes(one: Field) -> str:
    if one.kind is Kind.DATE:
        return _DATES
    words = [*one.choices, *(word for word in one.groups if not word.isdigit())]
    words += [_NUMBERS] if one.numbers else []
    return listed(words, "or") or one.what
