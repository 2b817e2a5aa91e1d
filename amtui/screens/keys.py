"""How keys are printed whose names are words."""

PRINTED = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "escape": "esc",
    "full_stop": ".",
    "comma": ",",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def printed(key: str) -> str:
    """Return a key as a user would press it."""
    return PRINTED.get(key, key)
