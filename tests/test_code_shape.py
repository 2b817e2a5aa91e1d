"""Small files, small functions, and no text from outside where a widget would read it as markup."""

import ast
import statistics
import sys

import pytest

from tests.support import source

SHOWS_MARKUP = frozenset({"Static", "Label", "notify", "add_row"})
BLINKS = frozenset({"Input", "TextArea"})
MAKES_SAFE = frozenset({"safe", "Content"})
DOMAIN_MAY_IMPORT = sys.stdlib_module_names | {"dateutil", "holidays", "amtui"}


def called(node: ast.AST) -> str | None:
    """Return the last part of the name that a call calls."""
    if not isinstance(node, ast.Call):
        return None
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def builds_text(node: ast.AST) -> bool:
    """Tell whether an argument puts a string together without making it safe."""
    if called(node) in MAKES_SAFE:
        return False
    if isinstance(node, ast.JoinedStr) or called(node) == "format":
        return True
    return any(builds_text(child) for child in ast.iter_child_nodes(node))


def unsafe_calls(tree: ast.AST) -> list[ast.Call]:
    """Return the calls that hand a built string to something that reads markup."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) in SHOWS_MARKUP
        and any(builds_text(argument) for argument in [*node.args, *(k.value for k in node.keywords)])
    ]


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("Static(f'{name}')", True),
        ("self.app.notify('Moved ' + f'{name}', markup=False)", True),
        ("table.add_row(*[f'{n}' for n in names])", True),
        ("Label('{}'.format(name))", True),
        ("Static(safe(f'{name}'))", False),
        ("Static('Nothing here')", False),
    ],
)
def test_the_lint_sees_what_it_must(code: str, *, caught: bool) -> None:
    assert bool(unsafe_calls(ast.parse(code))) is caught


def test_no_built_string_reaches_a_widget_that_reads_markup() -> None:
    found = [
        source.where(path, call)
        for path in source.naming(*SHOWS_MARKUP)
        for call in unsafe_calls(source.tree(path))
    ]
    assert found == []


def test_no_cursor_blinks() -> None:
    found = [
        source.where(path, node)
        for path in source.naming(*BLINKS)
        for node in ast.walk(source.tree(path))
        if called(node) in BLINKS
    ]
    assert found == []


def test_no_handler_calls_the_one_it_extends() -> None:
    """Textual calls the handler of every class of a widget by itself, so that it would run twice.

    `on_event` is no handler of one message but the way by which all events come, called once.
    """
    found = [
        source.where(path, node)
        for path in source.naming("super")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("on_")
        and node.attr != "on_event"
        and called(node.value) == "super"
    ]
    assert found == []


def test_files_stay_small() -> None:
    sizes = {path: source.lines(path) for path in source.modules("amtui", "tests")}
    assert [f"{path}: {size}" for path, size in sizes.items() if size > 400] == []
    own = [size for path, size in sizes.items() if path.is_relative_to(source.PACKAGE)]
    assert statistics.median(own) <= 100


def test_functions_stay_small() -> None:
    sizes = {
        source.where(path, function): source.length(function)
        for path in source.modules()
        for function in source.functions(path)
    }
    assert {place: size for place, size in sizes.items() if size > 40} == {}
    assert statistics.median(sizes.values()) <= 8


def imported(node: ast.AST) -> list[str]:
    """Return the top-level packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [name.name.partition(".")[0] for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module.partition(".")[0]]
    return []


def test_the_domain_imports_the_standard_library_dateutil_and_holidays_only() -> None:
    found = [
        f"{source.where(path, node)} {name}"
        for path in source.modules("amtui/domain")
        for node in ast.walk(source.tree(path))
        for name in imported(node)
        if name not in DOMAIN_MAY_IMPORT
    ]
    assert found == []
