"""The choices of a field as they are typed: one a line, its code and its labels in the languages of the product."""

import re
from typing import Any

from leadwright.fields.models import FieldChoice
from leadwright.foundation.text import loose_key
from leadwright.web.base.languages import languages

BAR = re.compile(r"(?<!\\)\|")


def line_of(choice: FieldChoice) -> str:
    """Return a choice as a line: its code and its labels."""
    labels = [choice.labels.get(code, "").replace("|", r"\|") for code, _name in languages()]
    while labels and not labels[-1]:
        labels.pop()
    return f"{choice.code} = {' | '.join(labels)}"


def labels_in(line: str) -> list[str]:
    """Return the labels of a line, between bars; a bar behind a backslash is part of its label."""
    words = line.partition("=")[2] if "=" in line else line
    return [part.replace(r"\|", "|").strip() for part in BAR.split(words)]


def choices_in(text: str) -> list[dict[str, Any]]:
    """Read choices, one a line: a code and its labels, or a label alone, from which the code follows."""
    choices = []
    for line in filter(str.strip, text.splitlines()):
        code, equals, _words = line.partition("=")
        labels = labels_in(line)
        codes = [name for name, _label in languages()]
        made = code.strip() if equals else "-".join(loose_key(part) for part in labels[0].split())
        choices.append(
            {"code": made, "label": {name: text for name, text in zip(codes, labels, strict=False) if text}}
        )
    return choices
