"""Controls that are drawn without a template are what Django's templates make of them, sign by sign."""

import pytest
from django import forms
from django.forms.renderers import Jinja2
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from leadwright.web.base.drawing import Renderer

CHOICES = [
    ("", "—"),
    (1, "A & B"),
    ("<x>", gettext_lazy("Company")),
    ("Of a group", [("g", "G's"), ("h", "H")]),
]
WIDGETS = (
    forms.Select(choices=CHOICES),
    forms.Select(attrs={"required": True, "disabled": False, "title": 'so "called"'}, choices=CHOICES),
    forms.TextInput(attrs={"type": "date"}),
    forms.EmailInput(attrs={"maxlength": 20}),
    forms.NumberInput(),
    forms.HiddenInput(),
)


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("value", [None, "", "g", "<x>", 1, 'a "b" & <c>', SafeString("<b>")])
def test_a_control_is_drawn_as_by_its_template(widget, value):
    def drawn(renderer):
        return widget.render("na<me", value, {"id": "id_name"}, renderer)

    assert drawn(Renderer()) == drawn(Jinja2())
    assert hasattr(drawn(Renderer()), "__html__")


def test_controls_of_another_kind_are_still_drawn_by_their_templates():
    assert "<textarea" in forms.Textarea().render("text", "x", {}, Renderer())
