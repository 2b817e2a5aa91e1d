"""Public keys as OpenSSH writes them: one line of kind, base64 and comment."""

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from amtui.domain.errors import Invalid

KINDS = frozenset(
    {
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        "ssh-rsa",
    }
)
RSA = "ssh-rsa"
RSA_BITS = 3072
LONGEST = 16_384


@dataclass(frozen=True, slots=True)
class SshKey:
    """One public key; the fingerprint is the one that `ssh-keygen -l` shows."""

    kind: str
    blob: str
    comment: str

    @property
    def fingerprint(self) -> str:
        """What the key is known by: SHA256 of its bytes."""
        digest = sha256(b64decode(self.blob)).digest()
        return "SHA256:" + b64encode(digest).decode().rstrip("=")


def parse_key(text: str) -> SshKey:
    """Read the line of a public key, as in `~/.ssh/id_ed25519.pub`.

    Raises:
        Invalid: it is none; saying what it is instead, as far as that can be told.
    """
    if "PRIVATE KEY" in text:
        raise _wrong("is a private key, which nobody else may have: give the file that ends in .pub")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) != 1 or len(text) > LONGEST:
        raise _wrong("is one line of kind, base64 and comment")
    kind, _, rest = lines[0].partition(" ")
    if kind not in KINDS:
        raise _wrong(f"begins with one of {', '.join(sorted(KINDS))}, without options before it")
    blob, _, comment = rest.strip().partition(" ")
    fields = _fields(blob)
    if not fields or fields[0] != kind.encode():
        raise _wrong("is damaged: its base64 does not hold a key of that kind")
    if kind == RSA and (len(fields) != 3 or int.from_bytes(fields[2], "big").bit_length() < RSA_BITS):
        raise _wrong(f"is too short: RSA keys have at least {RSA_BITS} bits")
    return SshKey(kind, blob, " ".join(comment.split()))


def _fields(blob: str) -> list[bytes]:
    """Return the parts of a key, each with its length before it; nothing where they do not add up."""
    try:
        rest = b64decode(blob, validate=True)
    except (binascii.Error, ValueError):
        return []
    found = []
    while rest:
        size, rest = int.from_bytes(rest[:4], "big"), rest[4:]
        if size > len(rest):
            return []
        found.append(rest[:size])
        rest = rest[size:]
    return found


def _wrong(sentence: str) -> Invalid:
    return Invalid({"key": sentence})
