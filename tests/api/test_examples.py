"""The examples of docs/reference/api.md are run: each answers as the page says."""

import json
import re

from tests.api.conftest import Talk
from tests.api.test_lists_api import LISTS
from tests.makers import House
from tests.test_house_rules import ROOT

PAGE = ROOT / "docs" / "reference" / "api.md"


def examples() -> list[tuple[str, str, dict[str, str], str, int, dict]]:
    """Return method, path, headers, body, and the status and part of the answer that follow."""
    rows = []
    for block in re.findall(r"```http\n(.*?)```", PAGE.read_text(), re.DOTALL):
        *parts, answer = block.strip().split("\n\n")
        first, *lines = parts[0].split("\n")
        method, path = first.split()
        headers = dict(line.split(": ", 1) for line in lines)
        status, _space, part = answer.partition(" ")
        rows.append((method, path, headers, "".join(parts[1:]), int(status), json.loads(part)))
    return rows


def test_each_example_answers_as_the_page_says(house: House):
    ann, key, lead = Talk(house.ann), "", ""
    for method, path, headers, body, status, part in examples():
        named = {name.replace("-", "_"): value for name, value in headers.items()}
        place = path.removeprefix("/api/v1").replace("{id}", key).replace("{number}", lead)
        answer = ann.ask(method, place, body.replace("{me}", house.ann.email) or None, **named)
        data = answer.json()
        assert (answer.status_code, {name: data[name] for name in part}) == (status, part), (method, path)
        key, lead = str(data.get("id", key)), str(data.get("number", lead))


def test_the_page_names_each_lookup():
    assert [path for path in LISTS if path not in PAGE.read_text()] == []
