"""The form that attaches files."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.files.quotas import words_of
from leadwright.files.store import Incoming
from leadwright.files.uploads import Bounded, incoming_of, most_together, skipped_in
from leadwright.foundation.refusals import sentence_of
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import typed
from leadwright.web.base.uploads import FilesField, is_too_large


class FilesForm(ActForm):
    """Files, and whether the other company reads them."""

    asked: ClassVar[frozenset[str]] = frozenset(("file",))
    file = FilesField(label=gettext_lazy("Files"), required=False, allow_empty_file=True)
    shared = forms.BooleanField(required=False)

    def __init__(self, request: HttpRequest, *, share: str) -> None:
        sent = typed(request)
        super().__init__(sent, None if sent is None else request.FILES)
        self.skipped, self.too_large = skipped_in(request), is_too_large(request)
        self.fields["file"].help_text = _("Up to %(limit)s each, %(together)s together.") % {
            "limit": words_of(Bounded.limit()),
            "together": words_of(most_together()),
        }
        self.fields["shared"].label = share
        if not share:
            del self.fields["shared"]

    def clean(self) -> None:
        """Say which files were too large, or that there is none."""
        if self.too_large:
            self._refuse(sentence_of("TOO_LARGE", {"limit": words_of(most_together())}))
        for name in self.skipped:
            text = _("“%(name)s” is too large; a file has at most %(limit)s.")
            self._refuse(text % {"name": name, "limit": words_of(Bounded.limit())})
        if not (self.too_large or self.skipped or self.cleaned_data.get("file")):
            self.add_error("file", _("Choose at least one file."))

    def _refuse(self, sentence: str) -> None:
        self.status = 413
        self.add_error("file", sentence)

    def incoming(self) -> list[Incoming]:
        """Return the files as the store takes them."""
        files: list[Any] = self.cleaned_data["file"]
        return [incoming_of(file) for file in files]

    @property
    def is_shared(self) -> bool:
        """Tell whether the other company is to read them."""
        return bool(self.cleaned_data.get("shared"))
