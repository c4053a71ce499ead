"""How the controls of forms are drawn: as Django's own templates do, but lists and lines of text without a template.

A list of countries takes a template for each country, and more time than the rest of its page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import Jinja2
from django.http import HttpRequest
from markupsafe import Markup

WIDGETS = "django/forms/widgets/"
INPUTS = frozenset(f"{WIDGETS}{name}.html" for name in ("input", "text", "hidden", "number", "email", "date"))
SELECT, OPTION = f"{WIDGETS}select.html", f"{WIDGETS}select_option.html"


class Renderer(Jinja2):
    """Draws what most forms consist of by hand, sign by sign the same; the rest by Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return a control as HTML."""
        if template_name in INPUTS:
            return _input(context["widget"])
        if template_name == SELECT and _is_plain(context["widget"]):
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _is_plain(widget: Mapping[str, Any]) -> bool:
    return all(
        option["template_name"] == OPTION for _name, options, _at in widget["optgroups"] for option in options
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = {} if widget["value"] is None else {"value": widget["value"]}
    attributes = _attributes(value | widget["attrs"])
    return Markup('<input type="{}" name="{}"{}>').format(widget["type"], widget["name"], attributes)


def _select(widget: Mapping[str, Any]) -> str:
    groups = Markup().join(_group(name, options) for name, options, _at in widget["optgroups"])
    attributes = _attributes(widget["attrs"])
    return Markup('<select name="{}"{}>{}\n</select>').format(widget["name"], attributes, groups)


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> Markup:
    drawn = Markup().join(map(_option, options))
    return Markup('\n  <optgroup label="{}">{}\n  </optgroup>').format(name, drawn) if name else drawn


def _option(option: Mapping[str, Any]) -> Markup:
    attributes = _attributes(option["attrs"] or {})
    return Markup('\n  <option value="{}"{}>{}</option>').format(option["value"], attributes, option["label"])


def _attributes(attributes: Mapping[str, Any]) -> Markup:
    """Return attributes as they stand in a tag: True is the name alone, False is none."""
    return Markup().join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
        for name, value in attributes.items()
        if value is not False
    )
