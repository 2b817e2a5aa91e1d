"""Themes of our own: calm dark and light ones, one with high contrast, one safe for colour-blind eyes."""

from textual.theme import Theme

DARK = Theme(
    name="amtui-dark",
    primary="#5fafd7",
    accent="#5fafd7",
    foreground="#d0d0d0",
    background="#121416",
    surface="#181b1e",
    panel="#22262a",
    success="#87af5f",
    warning="#d7af5f",
    error="#d75f5f",
    dark=True,
    variables={"text-muted": "#8f969c", "text-disabled": "#5c6268"},
)
LIGHT = Theme(
    name="amtui-light",
    primary="#005f87",
    accent="#005f87",
    foreground="#1c1c1c",
    background="#fbfbf8",
    surface="#f2f2ee",
    panel="#e4e4de",
    success="#3f6f1f",
    warning="#875f00",
    error="#af1f1f",
    dark=False,
    variables={"text-muted": "#5f6468", "text-disabled": "#9a9e9a"},
)
CONTRAST = Theme(
    name="amtui-contrast",
    primary="#ffff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    success="#00ff00",
    warning="#ffd700",
    error="#ff6f6f",
    dark=True,
    variables={"text-muted": "#c8c8c8", "text-disabled": "#9a9a9a"},
)
COLOUR_BLIND = Theme(
    name="amtui-colour-blind",
    primary="#56b4e9",
    accent="#56b4e9",
    foreground="#d0d0d0",
    background="#121416",
    surface="#181b1e",
    panel="#22262a",
    success="#56b4e9",
    warning="#f0e442",
    error="#e69f00",
    dark=True,
    variables={"text-muted": "#8f969c", "text-disabled": "#5c6268"},
)
THEMES = (DARK, LIGHT, CONTRAST, COLOUR_BLIND)
