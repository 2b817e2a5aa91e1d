"""The query language of lists, from what people type to what is asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.errors import UsageError
from amtui.domain.filter_dates import Day, Distance, Named
from amtui.domain.filters import (
    ACCOUNTS,
    EVERYTHING,
    REQUESTS,
    REVIEWS,
    TODAY,
    Filter,
    FilterError,
    Grammar,
    Kind,
    Op,
    Term,
    Word,
    completions,
    joined,
    make_order,
    make_term,
    parse,
)
from amtui.domain.paging import Order


def test_the_example_of_every_help_page() -> None:
    found = parse("account:northwind p:1,2 due:<2d is:breached waiting")
    assert found.parts == (
        Term("account", ("northwind",)),
        Term("priority", ("P1", "P2")),
        Term("due", (Distance(2, "d"),), Op.BELOW),
        Term("is", ("breached",)),
        Word("waiting"),
    )
    assert found.of("priority") == (Term("priority", ("P1", "P2")),)
    assert found.words == (Word("waiting"),)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"two words"', (Word("two words"),)),
        ('-"two words" -spam', (Word("two words", negated=True), Word("spam", negated=True))),
        (
            "status:new,in_progress type:incident",
            (
                Term("status", ("new", "in_progress")),
                Term("type", ("incident",)),
            ),
        ),
        ("STATUS:New", (Term("status", ("new",)),)),
        ("-is:paused", (Term("is", ("paused",), negated=True),)),
        ('account:"Acme, Inc.",Zoë', (Term("account", ("Acme, Inc.", "Zoë")),)),
        (r'account:"a \"b\" \\ c"', (Term("account", ('a "b" \\ c',)),)),
        ('am:"asha  rao"', (Term("am", ("asha  rao",)),)),
        ("status:waiting", (Term("status", ("waiting_client", "waiting_internal")),)),
        ("status:in-prog", (Term("status", ("in_progress",)),)),
        ("p:<=2", (Term("priority", ("P1", "P2")),)),
        ("p:>3", (Term("priority", ("P4",)),)),
        ("p:P1,1", (Term("priority", ("P1",)),)),
        ("due:today,overdue", (Term("due", (Named.TODAY, Named.OVERDUE)),)),
        ("due:>=2026-12-01", (Term("due", (Day(date(2026, 12, 1)),), Op.AT_LEAST),)),
        ("created:>1w", (Term("created", (Distance(1, "w"),), Op.ABOVE),)),
        ("due:none", (Term("due", (Named.NONE,)),)),
        ("  [red]x  日本 ", (Word("[red]x"), Word("日本"))),
        ('"10:30"', (Word("10:30"),)),
        ("-", (Word("-"),)),
        ('""', ()),
        ("", ()),
    ],
)
def test_what_people_type(text: str, parts: tuple[Term | Word, ...]) -> None:
    assert parse(text).parts == parts


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("sort:due", Order("due")),
        ("sort:-due", Order("due", descending=True)),
        ("sort:due sort:ref", Order("ref")),
    ],
)
def test_the_order(text: str, order: Order) -> None:
    assert parse(text).order == order


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("p:1 acount:x", 4, "no filter “acount:” here. Did you mean “account:”"),
        ("http://x", 0, "no filter “http:” here. There are account"),
        ("p:7", 2, "“7” is no value of “priority:”, which takes P1"),
        ("p:1,7", 4, "“7” is no value"),
        ("p:<1", 2, "no value of “priority:”"),
        ("is:re", 3, "may be response_due, resolution_due or reopened"),
        ("status:", 7, "“status:” needs a value: new,"),
        ("status:new,", 11, "needs a value"),
        ("due:soon", 4, "“soon” is no date"),
        ("due:2026-02-30", 4, "“2026-02-30” is no date"),
        ("due:0001-01-01", 4, "is no date"),
        ("created:>9999y", 9, "is no date"),
        ("due:2d", 4, "due:<2d or due:>2d"),
        ("due:<1d,2d", 8, "one date only"),
        ("due:<none", 5, "cannot be compared"),
        ("created:overdue", 8, "cannot be overdue"),
        ("sort:colour", 5, "Nothing can be sorted by “colour”"),
        ("sort:", 0, "Nothing can be sorted"),
        ('x "open', 2, "quote at character 3 is not closed"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place(text: str, position: int, message: str) -> None:
    with pytest.raises(FilterError) as told:
        parse(text)
    assert message in told.value.message
    assert told.value.position == position
    assert isinstance(told.value, UsageError)


def test_each_list_has_fields_of_its_own() -> None:
    assert parse("health:red renewal:<90d sort:-value", ACCOUNTS).terms[0] == Term("health", ("red",))
    assert parse("health:<60", ACCOUNTS).terms == (Term("health", ("60",), Op.BELOW),)
    assert parse("health:>=80.0 -health:red,50", ACCOUNTS).terms == (
        Term("health", ("80",), Op.AT_LEAST), Term("health", ("red", "50"), negated=True),
    )  # fmt: skip
    assert parse("kind:qbr at:week", REVIEWS).terms[1] == Term("at", (Named.THIS_WEEK,))
    assert parse("is:urgent", TODAY).terms == (Term("is", ("urgent",)),)
    with pytest.raises(FilterError, match="no filter “health:”"):
        parse("health:red", REQUESTS)


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("health:<red", 8, "“red” is no number for “health:<”"),
        ("health:<", 8, "“” is no number"),
        ("health:>1e3", 8, "no number"),
        ("health:<60,70", 11, "compares with one number only"),
        ("health:blue", 7, "takes red, amber, green, insufficient_data or a number, such as 60, <60 or >=80"),
        ("tier:<3", 5, "no value of “tier:”"),
    ],
)
def test_what_is_no_number_is_told_with_its_place(text: str, position: int, message: str) -> None:
    with pytest.raises(FilterError) as told:
        parse(text, ACCOUNTS)
    assert message in told.value.message
    assert told.value.position == position


def test_options_of_the_command_line_become_terms() -> None:
    assert make_term("account", ["Acme, Inc."]) == Term("account", ("Acme, Inc.",))
    assert make_term("status", ["new,waiting"]) == parse("status:new,waiting").terms[0]
    assert make_term("due", ["<2d"]) == parse("due:<2d").terms[0]
    assert make_order("-due") == Order("due", descending=True)
    with pytest.raises(FilterError, match="no date"):
        make_term("due", ["whenever"])
    with pytest.raises(FilterError, match="needs a value"):
        make_term("account", [""])


def test_filters_are_put_together() -> None:
    found = joined([parse("p:1 slow sort:ref"), EVERYTHING, parse("slow is:open sort:-due")])
    assert str(found) == "priority:P1 slow is:open sort:-due"
    assert not EVERYTHING
    assert found


_texts = st.text(min_size=1).filter(str.strip)
_values = {
    Kind.TEXT: lambda one: st.lists(_texts, min_size=1, max_size=3, unique=True).map(
        lambda values: Term(one.name, tuple(values))
    ),
    Kind.CHOICE: lambda one: st.lists(st.sampled_from(one.choices), min_size=1, unique=True).map(
        lambda values: Term(one.name, tuple(values))
    ),
    Kind.DATE: lambda one: st.builds(
        lambda value, op: Term(one.name, (value,), op),
        st.builds(Distance, st.integers(0, 999), st.sampled_from(["h", "d", "w", "mo", "y"]))
        | st.builds(Day, st.dates(date(1900, 1, 1), date(2999, 12, 31)))
        | st.sampled_from([Named.TODAY, Named.TOMORROW, Named.YESTERDAY, Named.THIS_WEEK]),
        st.sampled_from([Op.BELOW, Op.ABOVE, Op.AT_MOST, Op.AT_LEAST]),
    ),
}


@st.composite
def filters(draw: st.DrawFn, grammar: Grammar) -> Filter:
    """Draw any filter of a list."""
    parts: list[Term | Word] = []
    for one in draw(st.lists(st.sampled_from(grammar.fields), max_size=4)):
        term = draw(_values[one.kind](one))
        parts.append(Term(term.field, term.values, term.op, negated=draw(st.booleans())))
    words = st.builds(Word, st.text(min_size=1), st.booleans())
    parts += draw(st.lists(words, max_size=3))
    order = st.none() | st.builds(Order, st.sampled_from(grammar.sorts), st.booleans())
    return Filter(tuple(draw(st.permutations(parts))), draw(order))


@given(st.data(), st.sampled_from([REQUESTS, ACCOUNTS, REVIEWS, TODAY]))
def test_a_printed_filter_reads_back_as_itself(data: st.DataObject, grammar: Grammar) -> None:
    found = data.draw(filters(grammar))
    assert parse(str(found), grammar) == found


def read(text: str) -> Filter | FilterError:
    """Return the filter, or what is wrong with it."""
    try:
        return parse(text)
    except FilterError as error:
        return error


@given(st.text(alphabet='ab:"\\-, <>p1dustaeis=\t日', max_size=30))
def test_any_text_is_read_or_told_wrong_at_a_place_within_it(text: str) -> None:
    found = read(text)
    if isinstance(found, FilterError):
        assert 0 <= found.position <= len(text)
        assert found.message.endswith((".", "?"))
    else:
        assert parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st", ["status:"]),
        ("p", ["priority:"]),
        ("account:x -st", ["status:"]),
        ("status:wai", ["waiting_client", "waiting_internal", "waiting"]),
        ("status:new,res", ["resolved"]),
        ("due:to", ["today", "tomorrow"]),
        ("created:ov", []),
        ("sort:-d", ["-due"]),
        ("account:n", []),
        ("nothing:x", []),
        ('"open st', []),
    ],
)
def test_what_could_come_next(text: str, expected: list[str]) -> None:
    found = completions(text, len(text))
    assert [one.text for one in found] == expected


def test_a_completion_replaces_what_was_begun_and_leaves_the_rest() -> None:
    text = "status:new,res due:today"
    (found,) = completions(text, 14)
    assert text[: found.start] + found.text + text[found.end :] == "status:new,resolved due:today"


def test_an_empty_line_offers_every_field() -> None:
    offered = completions("", 0, ACCOUNTS)
    assert [one.text for one in offered] == [*(f"{one.name}:" for one in ACCOUNTS.fields), "sort:"]
    assert all(one.what for one in offered)
