"""What an xterm answers when a program asks who it is; a program that waits for answers would look slow."""

import re
from collections.abc import Callable

ASKS = re.compile(r"\x1b(?:\[[?>=]?[\d;]*(?:c|n|q|t|\$p)|\][\d;]+;?\?|P[+$]q)")
KNOWN_MODES = frozenset({"47", "1047", "1049", "1000", "1002", "1003", "1004", "1006", "2004", "2026"})

Answer = str | Callable[[re.Match[str]], str]


def _mode(match: re.Match[str]) -> str:
    return f"\x1b[?{match[1]};{2 if match[1] in KNOWN_MODES else 0}$y"


FIXED: dict[str, Answer] = {
    r"\x1b\[0?c": "\x1b[?62;22c",
    r"\x1b\[>0?c": "\x1b[>41;380;0c",
    r"\x1b\[=0?c": "\x1bP!|00000000\x1b\\",
    r"\x1b\[5n": "\x1b[0n",
    r"\x1b\[>0?q": "\x1bP>|XTerm(380)\x1b\\",
    r"\x1b\[\?(\d+)\$p": _mode,
    r"\x1b\](1\d|4;\d+);\?(?:\x07|\x1b\\)": lambda m: f"\x1b]{m[1]};rgb:1e1e/1e1e/1e1e\x1b\\",
    r"\x1bP([+$])q[^\x1b]*\x1b\\": lambda m: f"\x1bP0{'r' if m[1] == '$' else '+r'}\x1b\\",
    r"\x1b\[16t": "\x1b[6;20;10t",
}


def answers(text: str, size: tuple[int, int], cursor: Callable[[], tuple[int, int]]) -> str:
    """Return the replies to all questions in a piece of output, in the order they were asked.

    Args:
        text: what the program wrote.
        size: rows and columns of the terminal.
        cursor: tells row and column of the cursor; asked only when the program asks.
    """
    if not ASKS.search(text):
        return ""
    rows, columns = size
    table = FIXED | {
        r"\x1b\[(\??)6n": lambda m: "\x1b[{}{};{}R".format(m[1], *cursor()),
        r"\x1b\[14t": f"\x1b[4;{rows * 20};{columns * 10}t",
        r"\x1b\[18t": f"\x1b[8;{rows};{columns}t",
    }
    found = [
        (match.start(), answer if isinstance(answer, str) else answer(match))
        for pattern, answer in table.items()
        for match in re.finditer(pattern, text)
    ]
    return "".join(reply for _, reply in sorted(found))
