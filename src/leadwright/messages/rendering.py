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
        subject = "".join(page.blocks["subject"](scope)).strip()
        text = _tidy("".join(page.root_render_func(scope)))
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


def _lines(paragraph: str) -> list[tuple[str, bool]]:
    """Return the lines of a paragraph, each with whether it is a link into the product."""
    lines = paragraph.split("\n")
    return [(line, re.fullmatch(re.escape(settings.BASE_URL) + r"/\S*", line) is not None) for line in lines]
