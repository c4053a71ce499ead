"""What a page says beside what it did: a stored text that holds somebody's national number."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leadwright.contacts.national import holds_number
from leadwright.web.base.form_keys import CARRIED

STORED = (302, 303)
NOT_TEXTS = CARRIED | {"password", "number"}


def caution_about_numbers(request: HttpRequest, response: HttpResponse) -> None:
    """Warn whoever stored a text that holds what is a national number by its check digits; nothing is kept of it."""
    is_stored = response.status_code in STORED or "HX-Redirect" in response.headers
    if request.method != "POST" or not is_stored or not request.user.is_authenticated:
        return
    texts = (str(text) for name, values in request.POST.lists() if name not in NOT_TEXTS for text in values)
    if any(holds_number(text) for text in texts):
        messages.warning(
            request, _("The text holds what looks like a national number of a person. Take it out.")
        )
