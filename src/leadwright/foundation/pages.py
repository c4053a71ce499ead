"""Pages: the Jinja2 environment, and one way to answer with a page or with one block of it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment
from jinja2.ext import Extension

from leadwright.foundation import formats
from leadwright.foundation.text import initials, shade


class Components:
    """The macros under components/, in pages and fragments alike: `ui.form.field(…)` is in form.html."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        macros = self._environment.get_template(f"components/{name}.html").module
        if not self._environment.auto_reload:
            setattr(self, name, macros)
        return macros


class LongLines(Extension):
    """Lets a line of a page go on in the next one, which then begins with a space; nothing of that is on the page.

    What is indented before a tag follows it at once, anything else after one space.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Join the lines before the template is read."""
        del name, filename
        return re.sub(r"\n +", " ", re.sub(r"\n +(?=<)", "", source))


EXTENSIONS: list[str | type[Extension]] = ["jinja2.ext.i18n", "jinja2.ext.do", LongLines]


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 backend uses (its OPTIONS name this function)."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    made = Environment(extensions=EXTENSIONS, **options)  # noqa: S701 - the backend sets autoescape
    made.policies["ext.i18n.trimmed"] = True
    _install_words(made)
    made.globals.update(static=static, url=address, ui=Components(made), language=language)
    made.filters.update(FILTERS)
    return made


def _install_words(made: Environment) -> None:
    install: Any = made
    install.install_gettext_callables(_words, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)


def _words(text: str) -> str:
    return _words_in(get_language(), text)


@lru_cache(maxsize=8192)
def _words_in(language: str | None, text: str) -> str:
    """Return a text in the language that is active: a page says hundreds, and most pages the same ones."""
    del language
    return gettext(text)


@lru_cache(maxsize=4096, typed=True)
def address(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the path of a named page; a page names the same ones again and again."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def language() -> str:
    """Return the language that the page is written in."""
    return get_language() or "en"


def locale() -> str:
    """Return the locale of the active language."""
    return formats.locale_of(language())


def render(
    request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a page, or with one block of it when the name ends in `#block`."""
    page, _, block = name.partition("#")
    template = loader.get_template(page)
    values = dict(context or {})
    html = _block(template, block, values, request) if block else template.render(values, request)
    return HttpResponse(html, status=status)


def _block(template: Any, block: str, values: dict[str, Any], request: HttpRequest) -> str:
    names: dict[str, Any] = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in template.backend.template_context_processors:
        names.update(processor(request))
    scope = template.template.new_context({**names, **values})
    return "".join(template.template.blocks[block](scope))


def _money(amount: Decimal | None, currency: str = "EUR") -> str:
    return formats.money(amount, currency, locale())


def _short_money(amount: Decimal | None, currency: str = "EUR") -> str:
    return formats.short_money(amount, currency, locale())


def _number(value: int | Decimal | None) -> str:
    return formats.number(value, locale())


def _percent(value: int | Decimal | None) -> str:
    return formats.percent(value, locale())


def _day(value: date | datetime | None) -> str:
    return formats.day(value, locale(), timezone.get_current_timezone())


def _long_day(value: date | datetime) -> str:
    return formats.long_day(value, locale(), timezone.get_current_timezone())


def _moment(value: datetime | None) -> str:
    return formats.moment(value, locale(), timezone.get_current_timezone())


def _zoned_moment(value: datetime | None) -> str:
    """Write a moment with its zone, for who is not known and so has none of his own."""
    return f"{_moment(value)} ({timezone.get_current_timezone_name()})" if value else _moment(value)


def _short_moment(value: datetime, now: datetime) -> str:
    return formats.short_moment(value, now, locale(), timezone.get_current_timezone())


def _reference(number: int, letter: str = "L") -> str:
    return f"{letter}-{number}"


FILTERS: dict[str, Callable[..., str]] = {
    "money": _money,
    "short_money": _short_money,
    "number": _number,
    "percent": _percent,
    "day": _day,
    "long_day": _long_day,
    "moment": _moment,
    "zoned_moment": _zoned_moment,
    "short_moment": _short_moment,
    "reference": _reference,
    "initials": initials,
    "shade": shade,
}
