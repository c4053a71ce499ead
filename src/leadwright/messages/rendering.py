"""Words for a mail: one text template each, in the reader's language and zone; the HTML says the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from leadwright.foundation.pages import environment

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


def words(template: str, context: Mapping[str, Any], *, language: str, time_zone: str) -> Words:
    """Render a mail's subject, text and HTML; a value that the template misses is an error."""
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        page = _environment().get_template(f"mail/{template}.txt")
        scope = page.new_context({**context, "link": absolute(str(context.get("link", "")))})
        text = _tidy("".join(page.root_render_func(scope)))
        subject = "".join(scope.blocks["subject"][0](scope)).strip()
        html = _environment().get_template("mail/base.html")
        paragraphs = [_lines(paragraph) for paragraph in text.strip().split("\n\n")]
        return Words(
            subject=subject,
            text=text,
            html=html.render(subject=subject, paragraphs=paragraphs, lang=language),
        )


@cache
def _environment() -> Environment:
    made = environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
    )
    made.filters["brief"] = brief
    in_words = made.filters["moment"]
    made.filters["moment"] = lambda value: f"{in_words(value)} ({timezone.get_current_timezone()})"
    return made


def brief(text: str) -> str:
    """Return a text as one line of at most 200 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def absolute(link: str) -> str:
    """Return a path of the product as a whole address, which begins where people find it."""
    return f"{settings.BASE_URL}{link}" if link.startswith("/") else link


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n")).strip() + "\n"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a mail: text, a link into the product, or with a word before the link a button."""

    text: str
    link: str = ""

    @property
    def is_button(self) -> bool:
        """Tell whether the link stands behind a word."""
        return bool(self.link) and self.text != self.link


def _lines(paragraph: str) -> list[Line]:
    """Return the lines of a paragraph."""
    return [_line(line) for line in paragraph.split("\n")]


def _line(text: str) -> Line:
    result = re.fullmatch(r"(?:(\w{1,30}): )?(" + re.escape(settings.BASE_URL) + r"/\S*)", text)
    return Line(text=result[1] or result[2], link=result[2]) if result else Line(text=text)
