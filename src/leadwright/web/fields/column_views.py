"""The columns of a list: which own fields a reader wants to see there."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leadwright.fields.subjects import Subject
from leadwright.foundation.refusals import refuse
from leadwright.leads import own_columns
from leadwright.web.base.middleware import safe_next
from leadwright.web.base.requests import WebRequest, go

LISTS = {Subject.LEAD: "leads", Subject.CONTACT: "contacts", Subject.ACCOUNT: "accounts"}


@require_POST
def choose(request: WebRequest) -> HttpResponse:
    """Keep which own fields are columns of a list for the reader, and go back to it."""
    name = request.POST.get("subject", "")
    if name not in LISTS:
        refuse("FIELD_INVALID", field="subject", reason=_("choose a list"))
    subject, keys = Subject(name), request.POST.getlist("column")
    own_columns.choose(subject, keys, by=request.user, at=request.now)
    messages.success(request, _("The columns are as you chose them."))
    return go(request, safe_next(request, request.POST.get("back") or reverse(LISTS[subject])))
