"""The tutorial as tests read it: its steps, what they press, and what is typed in a terminal."""

import re
from pathlib import Path

TUTORIAL = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"
STEPS = re.compile(r"^## (\d)\. [^\n]+\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
WORDS = re.compile(r"\*([^*\n]+)\*|Sign in as `([^`]+)`")


def steps() -> dict[str, str]:
    """Return the text of each step by its number."""
    return dict(STEPS.findall(TUTORIAL.read_text()))


def commands() -> list[str]:
    """Return the lines of the last step that are typed in a terminal."""
    blocks = re.findall(r"^```\n(.*?)^```", steps()["7"], re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]
