"""Write docs/security/asvs.md: each requirement with the tests that are marked with it, or with its reason."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "security" / "asvs.toml"
PAGE = ROOT / "docs" / "security" / "asvs.md"
HEAD = """# Ledger of security requirements

The requirements of the
[OWASP Application Security Verification Standard 5.0.0](https://owasp.org/www-project-application-security-verification-standard/),
levels 1 and 2, chapters V2 to V8, V13 and V16, in our own words; the numbers are the standard's. Each has the tests
that show it, marked `@pytest.mark.asvs("6.2.1")`, or a reason: why it does not apply, where it is written, what is left
to who installs the product, or that it is open. `make reference` writes this page from `asvs.toml` and the marks.
"""
COLUMNS = "| | level | requirement | shown by, or reason |\n| --- | --- | --- | --- |"


@cache
def marked() -> dict[str, list[str]]:
    """Return the tests by the requirement that they are marked with, as file::name."""
    data: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for number in _numbers(node):
                    data[number].append(f"{path.relative_to(ROOT)}::{node.name}")
    return dict(data)


def _numbers(test: ast.FunctionDef) -> Iterator[str]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.asvs":
            yield from (str(ast.literal_eval(argument)) for argument in mark.args)


@cache
def requirements() -> dict[str, Mapping[str, str | int]]:
    """Return each requirement by its number."""
    chapters = tomllib.loads(SOURCE.read_text()).values()
    return {number: row for chapter in chapters for number, row in chapter.items() if number != "name"}


def page() -> str:
    """Return the page."""
    tests = marked()
    parts = [HEAD]
    for code, chapter in tomllib.loads(SOURCE.read_text()).items():
        parts.append(f"## {code}: {chapter['name']}\n\n{COLUMNS}")
        parts += [
            _line(number, row, tests.get(number, [])) for number, row in chapter.items() if number != "name"
        ]
        parts.append("")
    return "\n".join(parts)


def _line(number: str, row: Mapping[str, str | int], tests: list[str]) -> str:
    parts = [str(row["reason"])] if "reason" in row else []
    parts += [f"`{test.removeprefix('tests/')}`" for test in tests]
    return f"| {number} | {row['level']} | {row['about']} | {'<br>'.join(parts)} |"


if __name__ == "__main__":
    PAGE.write_text(page())
