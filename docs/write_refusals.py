"""Writes docs/reference/refusals.md from the refusals that the rooms declare: `make reference`."""

import os
import sys
from itertools import groupby
from pathlib import Path

import django

from leadwright.foundation.sentences import REFUSALS, Refusal

PAGE = Path(__file__).resolve().parent / "reference" / "refusals.md"
HEAD = """# Refusals

Whatever the product refuses, it refuses with a code that stays the same, a status, and a sentence that says what to
do. The API answers with a problem (RFC 9457) that holds all three, and under `errors` the field that has to change; a
page shows the sentence where it belongs. Words in braces are filled in. A wrong parameter of an address is 400
whatever its code, and what the linter finds in a configuration is 422, with the codes that `leadwright config check`
names.

`make reference` writes this page from the `refusals.py` of each room and `foundation/sentences.py`; a test compares.
"""
STATUSES = {
    400: "the request cannot be read",
    401: "nobody is signed in",
    403: "not allowed",
    404: "nothing is there",
    405: "another method",
    409: "the state forbids it",
    410: "gone",
    413: "too large",
    415: "no JSON",
    422: "the input has to change",
    429: "too many attempts; Retry-After says when to come again",
    428: "a version is missing",
    500: "a fault of ours",
    503: "not now",
}


def page() -> str:
    """Return the page: the refusals by status, each with its sentence."""
    codes = sorted(REFUSALS, key=lambda code: (REFUSALS[code].status, code))
    parts = groupby(codes, key=lambda code: REFUSALS[code].status)
    return HEAD + "".join(_part(status, list(among)) for status, among in parts)


def _part(status: int, codes: list[str]) -> str:
    rows = "".join(_row(code, REFUSALS[code]) for code in codes)
    return f"\n## {status}: {STATUSES[status]}\n\n| code | sentence |\n| --- | --- |\n{rows}"


def _row(code: str, refusal: Refusal) -> str:
    return f"| `{code}` | {refusal.sentence} |\n"


def main() -> None:
    """Write the page; no database is asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    os.environ.setdefault("SECRET_KEY", "only to write a page, and at least thirty-two characters long")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    django.setup()
    PAGE.write_text(page())


if __name__ == "__main__":
    sys.exit(main())
