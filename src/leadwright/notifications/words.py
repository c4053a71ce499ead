"""What the fields of the choice of notifications are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "listed": _("what stands in the list"),
    "at_once": _("what is mailed at once"),
    "gathered": _("what is mailed each morning"),
    "quiet_from": _("the beginning of the quiet hours"),
    "quiet_to": _("the end of the quiet hours"),
}
