"""How a table looks under any theme."""

from amtui.widgets.virtual_table.cells import STYLES

PREFIX = "virtual-table--"

COMPONENTS = {
    f"{PREFIX}{name}"
    for name in (
        "header", "sorted", "cursor", "cursor-blurred", "marked", "placeholder", "notice", "error", *STYLES
    )
}  # fmt: skip
"""
| Class | What |
| :- | :- |
| `virtual-table--header`, `--sorted` | the headings, and the one that the list is ordered by |
| `virtual-table--cursor`, `--cursor-blurred` | the cursor's row with and without the focus |
| `virtual-table--marked` | the mark's glyph |
| `virtual-table--placeholder` | a row that is not here yet |
| `virtual-table--notice`, `--error` | words instead of rows |
| `virtual-table--good`, `--warn`, `--bad`, `--dim`, `--strong`, `--accent` | cells |
"""

CSS = """
Sheet {
    height: 1fr;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    & > .virtual-table--header { color: $text-muted; text-style: bold; }
    & > .virtual-table--sorted { color: $text-accent; }
    & > .virtual-table--cursor { text-style: reverse; }
    & > .virtual-table--cursor-blurred { text-style: bold; }
    & > .virtual-table--marked { color: $text-accent; text-style: bold; }
    & > .virtual-table--placeholder { color: $text-disabled; }
    & > .virtual-table--notice { color: $text-muted; }
    & > .virtual-table--error { color: $text-error; }
    & > .virtual-table--good { color: $text-success; }
    & > .virtual-table--warn { color: $text-warning; }
    & > .virtual-table--bad { color: $text-error; }
    & > .virtual-table--dim { color: $text-muted; }
    & > .virtual-table--strong { text-style: bold; }
    & > .virtual-table--accent { color: $text-accent; }
    &:ansi {
        & > .virtual-table--header { text-style: bold dim; }
        & > .virtual-table--placeholder { text-style: dim; }
        & > .virtual-table--notice { text-style: dim; }
        & > .virtual-table--dim { text-style: dim; }
    }
}
"""
