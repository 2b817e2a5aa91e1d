"""The project stands alone: nothing in it points at the machine it was written on."""

import re
import shutil
import subprocess

import pytest

from tests.support.source import ROOT

# Written in pieces, so that this file does not find itself.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"(?:root|work|home/[a-z]+|Users/[A-Z]\w*|opt/pypi)\b",
            r"\b(?:files\.python" + r"hosted|pypi" + r"\.org|test\.pypi)",
            r"--(?:extra-)?index" + r"-url|--find" + r"-links|PIP_(?:INDEX|FIND)",
        ]
    )
)


def tracked(*which: str) -> list[str]:
    """Return the files that git tracks, and those that it would, or others that its options name."""
    command = ["git", "ls-files", *(which or ("--cached", "--others", "--exclude-standard")), "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("cd /" + "work/main", True),
        ("see /" + "home/anna/x", True),
        ("pip install --index" + "-url x", True),
        ("sqlite:////srv/amtui/amtui.db", False),
        ("the root/work folder", False),
    ],
)
def test_the_pattern_knows_what_it_looks_for(line: str, *, caught: bool) -> None:
    assert bool(FORBIDDEN.search(line)) is caught


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_no_file_names_a_machine_or_a_package_registry() -> None:
    found = []
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found += [f"{name}: {match[0]}" for match in FORBIDDEN.finditer(text)]
    assert found == []


TOP = frozenset(
    ".ci .editorconfig .gitignore .pre-commit-config.yaml ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md"
    " LICENSE Makefile README.md amtui docs pyproject.toml screenshots tests".split()
)
"""What the project consists of; anything else at the top was left there by mistake."""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_nothing_was_left_at_the_top() -> None:
    assert {name.partition("/")[0] for name in tracked("--cached")} <= TOP
