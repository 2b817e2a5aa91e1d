"""What two names have in common that are the same but for case and white space."""


def name_key(name: str) -> str:
    """Return a name as keys of names hold it: case folded, white space joined."""
    return " ".join(name.casefold().split())
