"""What is done with an import by one press."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leadwright.intake import imports
from leadwright.intake.models import Import
from leadwright.leads.features import part_of
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest, go

Verb = Callable[..., Import]


def _act(verb: Verb, words: Promise) -> Callable[[WebRequest, int], HttpResponse]:
    """Return the view of a verb: it is done, said, and the page of the import comes back."""

    @part_of(Feature.IMPORT)
    @require_POST
    def act(request: WebRequest, pk: int) -> HttpResponse:
        require(request.user, "lead.import")
        _do(verb, pk, by=request.user, at=request.now)
        messages.success(request, str(words))
        return go(request, reverse("lead-import-show", args=[pk]))

    return act


def _do(verb: Verb, pk: int, *, by: User, at: datetime) -> None:
    verb(pk, by=by, at=at)


bring_in = _act(imports.run, gettext_lazy("The rows are being brought in."))
pause = _act(imports.pause, gettext_lazy("The import rests; nothing of it is brought in yet."))
resume = _act(imports.resume, gettext_lazy("The import goes on."))
cancel = _act(imports.cancel, gettext_lazy("The import is cancelled; nothing of it was brought in."))
undo = _act(imports.undo, gettext_lazy("The import is being taken back."))
read_again = _act(imports.replay, gettext_lazy("The refused rows are read again; what still waits says why."))


@part_of(Feature.IMPORT)
@require_POST
def discard(request: WebRequest, pk: int) -> HttpResponse:
    """Throw away what was never brought in."""
    require(request.user, "lead.import")
    imports.throw_away(pk, by=request.user, at=request.now)
    messages.success(request, _("The file is thrown away; nothing was brought in."))
    return go(request, reverse("lead-import"))
