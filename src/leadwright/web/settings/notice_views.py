"""Who hears of a task that is due, and when: the ladder of notices, in hundredths of the time of a task."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leadwright.foundation.numbers import integer_in
from leadwright.leads.actions import configuration_lists
from leadwright.leads.configuration.blueprint import NOTICES
from leadwright.leads.configuration.rows import stored
from leadwright.leads.states import Notified
from leadwright.people.access import require
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.settings.page import page, trail_of

HINT = gettext_lazy(
    "For example 80, 100: the first when 80 % of the working time is over, the second when it is due."
)


class NoticesForm(ActForm):
    """When each gets notices: whole numbers with commas between them; nothing is never."""

    merges = True
    places: ClassVar[dict[str, str]] = {f"{NOTICES}.{whom}": whom for whom in Notified.values}

    def __init__(self, *args: Any, notices: Mapping[str, tuple[int, ...]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for whom, label in Notified.choices:
            self.fields[whom] = forms.CharField(label=capfirst(label), required=False, max_length=60)
            self.initial[whom] = ", ".join(map(str, notices.get(whom, ())))
        self.fields[Notified.IN_CHARGE].help_text = HINT

    def clean(self) -> None:
        """Read the numbers; what is none is said at its field."""
        for whom in Notified.values:
            parts = [part.strip() for part in str(self.cleaned_data.get(whom, "")).split(",") if part.strip()]
            numbers = [integer_in(part.removesuffix("%").strip()) for part in parts]
            if None in numbers:
                self.add_error(whom, _("Write whole numbers with commas between them, such as 80, 100."))
            else:
                self.cleaned_data[whom] = [number for number in numbers if number is not None]

    def notices(self) -> dict[str, list[int]]:
        """Return what was typed."""
        return {whom: self.cleaned_data[whom] for whom in Notified.values}


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: WebRequest) -> HttpResponse:
    """Show who hears of a task that is due, and when; set it."""
    require(request.user, "configuration.edit")
    form = NoticesForm(typed(request), notices=stored().task_notices)
    if request.method == "POST" and form.done(
        lambda: configuration_lists.set_notices(form.notices(), by=request.user, at=request.now)
    ):
        messages.success(request, _("Saved."))
        return go(request, reverse("settings-task-notices"))
    return page(request, "notices", status=form.status, trail=trail_of(NOTICES), form=form)
