"""The forms of processes: a new one, its names, and the drawing of its next version."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.diagrams.models import Diagram
from leadwright.diagrams.trees import LARGEST
from leadwright.foundation.refusals import sentence_of
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import ActForm, area
from leadwright.web.base.languages import add_name_fields, place_of_name, typed_words

BPMN = ".bpmn,.xml,application/xml"


class WithDrawing(ActForm):
    """A form with a file of BPMN; what is wrong with an element of it stands at the file."""

    bpmn = forms.FileField(
        label=gettext_lazy("Drawing (BPMN 2.0)"),
        help_text=gettext_lazy("A file of at most 1 MB, as bpmn.io, Camunda Modeler and others write it."),
        required=False,
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": BPMN}),
    )
    asked: ClassVar[frozenset[str]] = frozenset(("code", "bpmn"))

    def clean_bpmn(self) -> bytes:
        """Return the bytes of the file; one that is too large is not read to its end."""
        file = self.cleaned_data.get("bpmn")
        data: bytes = file.read(LARGEST + 1) if file else b""
        if len(data) > LARGEST:
            self.status = 413
            raise forms.ValidationError(sentence_of("TOO_LARGE", {"limit": "1 MB"}))
        if not data:
            raise forms.ValidationError(_("Choose a file."))
        return data

    def place_of(self, name: str) -> str:
        """Return the field in which a part of a process is."""
        part, _dot, rest = name.partition(".")
        return place_of_name(rest) if part == "name" else part


class NewProcessForm(WithDrawing):
    """A process with its first draft."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Small letters, digits and hyphens: by it files and the API know it; it never changes."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_name_fields(self)
        self.order_fields(["code"])

    def payload(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        names = typed_words(self.cleaned_data, "label")
        return {"code": self.cleaned_data["code"], "name": names, "bpmn": self.cleaned_data["bpmn"]}


class DrawingForm(WithDrawing):
    """The drawing of the next version; it takes the place of a draft that the writer has seen."""

    revision = Integer(widget=forms.HiddenInput, required=False)


class EditorForm(ActForm):
    """The drawing of the next version as it was drawn on the page."""

    bpmn = forms.CharField(
        label=gettext_lazy("Drawing (BPMN 2.0)"), strip=False, widget=area(rows=20, spellcheck="false")
    )
    revision = Integer(widget=forms.HiddenInput, required=False)


class NamesForm(ActForm):
    """What a process is called in each language."""

    merges = True

    def __init__(self, *args: Any, row: Diagram, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_name_fields(self)
        self.initial = {**{f"label_{code}": text for code, text in row.labels.items()}, **self.initial}

    def place_of(self, name: str) -> str:
        """Return the field in which a name is."""
        return place_of_name(name.partition(".")[2])
