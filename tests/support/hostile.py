"""Values that try to do harm: what anybody may type, paste, send in a file or name a file."""

from datetime import UTC, date, datetime
from decimal import Decimal

ESC, CSI, OSC, BELL = "\x1b", "\x9b", "\x9d", "\x07"
LINK = f"{ESC}]8;;http://evil.example{ESC}\\here{ESC}]8;;{ESC}\\"

MARKUP = "[red]x[/red][/nope][@click=app.quit]y[/] [link=http://evil.example]z[/link] $text-error \\[b]"
ESCAPES = f"{ESC}[2J{ESC}]52;c;aGk=\x07{LINK}{CSI}31m{OSC}0;title\x9c\x90q\x9c{BELL}\x08\x7f\r\x0e"
TURNED = "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c"
NOTHING_SEEN = "\u200b\u200d\ufeff\u2060"
LINES = "one\r\ntwo\x0bthree\x0cfour\x85five\u2028six\u2029seven\teight"
NUL = "a\x00b"
HALF = "half \udcff\ud800 pair"
STATEMENT = """'; DROP TABLE requests; -- " OR 1=1 /* \\' ; $$ :name ? %s {0} %(x)s"""
PATH = "../../../nowhere/passwd"
"""It names no file that there is: whoever writes to it writes into the folder of the test."""
FORMULA = "=cmd|' /C calc'!A0"
AT_SUM = "@SUM(1+1)*cmd|' /C calc'!A0"
TAB_FORMULA = "\t=1+1"
LINK_FORMULA = '=HYPERLINK("http://evil.example","x")'
FORMAT = "%s %n %(name)s {} {0} {x.__class__} ${HOME} $(id) `id`"
PAGE = "<script>alert(1)</script> </td> &amp; ![x](http://evil.example/x) [a](javascript:x) | # head\n---\n"
EVENT = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b;c,d\\n"
OPTION = "--db=/tmp/x"
DIGITS = "9" * 400
COMBINED = "e" + "\u0301" * 300 + "👩‍👩‍👧‍👦" + "表" * 40
HUGE = "x" * 1_000_000
UNLIKE = "".join(chr(0x10000 + at * 7919 % 50_000) for at in range(2_000))
"""As long as a name can be for any engine to look up by, and no part like another, so that none packs it."""
BLANK = " \t\u3000 "

TEXTS: dict[str, str] = {
    "markup": MARKUP, "escapes": ESCAPES, "turned": TURNED, "nothing seen": NOTHING_SEEN, "lines": LINES,
    "nul": NUL, "half a pair": HALF, "statement": STATEMENT, "path": PATH, "formula": FORMULA,
    "at sum": AT_SUM, "tab formula": TAB_FORMULA, "link formula": LINK_FORMULA, "format": FORMAT,
    "page": PAGE, "event": EVENT, "option": OPTION, "digits": DIGITS, "combined": COMBINED, "huge": HUGE,
    "blank": BLANK, "empty": "", "far day": "9999-12-31", "first day": "0001-01-01",
    "far moment": "9999-12-31T23:59:59+00:00", "first moment": "0001-01-01T00:00:00+14:00",
    "no number": "NaN", "endless": "-Infinity", "exponent": "1e400 EUR",
    "much": "99999999999999999.99 EUR",
}  # fmt: skip
"""Texts, by what they try."""


def everything(most: int) -> str:
    """Return much of what is tried, in one text that can be kept."""
    parts = ("markup", "escapes", "turned", "lines", "statement", "formula", "page")
    return "".join(TEXTS[name] for name in parts)[:most]


NUMBERS = (0, -1, 2**31, 2**63, -(2**63) - 1, 10**30)
FLOATS = (float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 5e-324)
AMOUNTS = tuple(map(Decimal, ("NaN", "sNaN", "Infinity", "1E+30", "-1", "0.00000001", "99999999999999.9999")))
MOMENTS = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC))
DAYS = (date.min, date.max)

STEERING = frozenset(
    chr(code)
    for code in (
        *range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F),
        *range(0x2066, 0x206A), *range(0xD800, 0xE000),
    )
) - {"\n"}  # fmt: skip
"""Characters that a terminal may act on; a new line ends a line and does no more."""


def steering(text: str) -> frozenset[str]:
    """Return those characters of a text that steer a terminal."""
    return STEERING & set(text)
