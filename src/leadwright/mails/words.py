"""What the fields of mails are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "lead": _("the lead"),
    "put_aside_reason": _("the reason"),
    "without_lead": _("whether it is without a lead"),
}
