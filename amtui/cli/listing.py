"""The options that lists take, as one filter of the language that the screens have under `/`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from amtui.cli.completing import of_field, of_sort
from amtui.domain.errors import UsageError
from amtui.domain.filters import Filter, Grammar, make_order, make_term, parse

F = TypeVar("F", bound=Callable[..., Any])
HELP = {
    "account": "Part of the account's name.",
    "am": "Login or part of the name of the account manager; none for unassigned.",
    "status": "Status; several with commas.",
    "priority": "Priority, 1 to 4; several with commas.",
    "type": "What is asked for.",
    "kind": "Kind; several with commas.",
    "due": "When it is due, such as today, <2d or overdue.",
    "tier": "Segment of the account.",
    "quadrant": "now, soon, plan or later; several with commas.",
    "name": "Part of the name.",
    "role": "am, manager or admin; several with commas.",
    "manager": "Login or part of the name of whom they report to; none for nobody.",
    "parent": "Part of the name of the account it is part of; none for none.",
    "at": "When it takes place, such as today, week or <2w.",
}
EVERYWHERE = frozenset({"due", "type"})
"""Names of fields that are options of every list that has the field, whatever that calls it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for.

    Attributes:
        filter: which rows, and in which order.
        limit: how many rows at most; None is all.
    """

    filter: Filter
    limit: int | None


def list_options(grammar: Grammar, *fields: str, most: int | None = None) -> Callable[[F], F]:
    """Return a decorator that gives a command the options of a list: one per field, and the common ones.

    Args:
        grammar: the filter of the list, which knows what shells may offer.
        fields: the fields of it that have an option of their own.
        most: how many rows at most without the option for that; None is all.
    """
    sort_words, field_words = of_sort(grammar), of_field(grammar)

    def decorate(function: F) -> F:
        wrapped = click.option("--filter", "text", metavar="TEXT", help="Filter as under / on the screens.")(
            function
        )
        wrapped = click.option(
            "--limit",
            type=click.IntRange(min=1),
            metavar="N",
            default=most,
            show_default=most is not None,
            help="At most so many rows.",
        )(wrapped)
        wrapped = click.option(
            "--sort",
            metavar="COLUMN",
            help="Column to sort by; -COLUMN for downwards.",
            shell_complete=sort_words,
        )(wrapped)
        for field in reversed(fields):
            also = [f"--{name}" for name in grammar.names[field].short if name in EVERYWHERE]
            wrapped = click.option(
                field,
                f"--{field}",
                *also,
                metavar=field.upper(),
                help=HELP[field],
                shell_complete=field_words,
            )(wrapped)
        return wrapped

    return decorate


def asked(
    grammar: Grammar, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> Asked:
    """Return what the options of a list ask for.

    Raises:
        UsageError: a field does not take such a value, or the text cannot be read.
    """
    found = parse(text or "", grammar)
    terms = [make_term(name, (value,), grammar) for name, value in fields.items() if value is not None]
    order = make_order(sort, grammar) if sort else found.order
    return Asked(Filter((*terms, *found.parts), order), limit)


def whole(text: str, words: type[Any], what: str) -> Any:
    """Return the word of a closed set that a text names, in any case, with spaces or hyphens.

    Raises:
        UsageError: it is none of them.
    """
    plain = text.strip().replace(" ", "_").replace("-", "_").casefold()
    for word in words:
        if word.value.casefold() == plain:
            return word
    raise UsageError(f"“{text}” is no {what}", next=f"There are {', '.join(word.value for word in words)}.")
