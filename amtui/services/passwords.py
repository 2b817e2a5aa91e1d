"""Passwords: what makes one good enough, and keeping only what cannot be turned back."""

from functools import cache
from typing import TYPE_CHECKING

from amtui.domain.errors import Invalid

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 1_024


def check(password: str, *names: str) -> None:
    """Make sure that a password is not too easy.

    Args:
        password: to be looked at.
        names: what must not be all of it, as the login.

    Raises:
        Invalid: saying what is wrong; never repeating it.
    """
    if len(password) < SHORTEST:
        raise Invalid({"password": f"has at least {SHORTEST} characters"})
    if len(password) > LONGEST:
        raise Invalid({"password": f"has at most {LONGEST} characters"})
    plain = password.casefold()
    if len(set(plain)) < 5 or any(name and not plain.replace(name.casefold(), "") for name in names):
        raise Invalid({"password": "is too easy to guess: use several words"})


def hashed(password: str) -> str:
    """Return what is kept of a password: its argon2id hash, with the salt and the cost in it."""
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one that was kept; takes as long where nothing was kept."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        # Bytes that are no text are as wrong as any other, and take as long.
        _hasher().verify(kept or _nobodys(), password.encode(errors="surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Tell whether a password was hashed at another cost than is right today."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return hashed("nobody has this password")
