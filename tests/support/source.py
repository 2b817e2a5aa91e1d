"""The program's own source as syntax trees, for tests about the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "amtui"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> Iterator[Path]:
    """Yield the Python files below folders of the project, sorted; the package's by default."""
    for folder in folders or ("amtui",):
        yield from sorted((ROOT / folder).rglob("*.py"))


def naming(*words: str) -> Iterator[Path]:
    """Yield the package's files in which any of some words stands at all; the others need no parsing."""
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in words):
            yield path


def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Return the lines of a function from `def` to its end, its docstring left out."""
    first = function.body[0]
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    return total - ((first.end_lineno or first.lineno) - first.lineno + 1)


def where(path: Path, node: ast.AST) -> str:
    """Return the place of a node as editors understand it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
