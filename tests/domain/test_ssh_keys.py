"""Reading public keys as people paste them."""

import pytest

from amtui.domain.errors import Invalid
from amtui.domain.ssh_keys import parse_key

BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIH4UaI8Pebq6Xarmu+wtGp7BC5ZlS5Yn6HuvhkR4kV/N"
FINGERPRINT = "SHA256:nhM3miS8Dy999mbLbuU9KBu27XYuwUoMbNhv0JVNhE0"


@pytest.mark.parametrize("text", [f"ssh-ed25519 {BLOB}", f"# mine\nssh-ed25519  {BLOB} ana@laptop\n\n"])
def test_a_key_is_known_by_the_fingerprint_that_openssh_shows(text: str) -> None:
    key = parse_key(text)
    assert (key.kind, key.blob, key.fingerprint) == ("ssh-ed25519", BLOB, FINGERPRINT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "one line"),
        (f"ssh-ed25519 {BLOB}\nssh-ed25519 {BLOB}", "one line"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nx", "is a private key"),
        (f'command="rm -rf" ssh-ed25519 {BLOB}', "without options"),
        (f"ssh-dss {BLOB}", "begins with one of"),
        (f"ecdsa-sha2-nistp256 {BLOB}", "is damaged"),
        (f"ssh-ed25519 {BLOB[:-8]}", "is damaged"),
        ("ssh-ed25519 %%%", "is damaged"),
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==", "is damaged"),
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAgEB", "too short"),
        ("ssh-ed25519 " + "A" * 20_000, "one line"),
    ],
)
def test_what_is_no_good_key_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        parse_key(text)
