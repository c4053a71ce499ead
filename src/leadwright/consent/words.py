"""What the fields of consents are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "act": _("the act"),
    "channel": _("the channel"),
    "confirm": _("the confirmation"),
    "evidence": _("the evidence"),
    "purpose": _("the purpose"),
    "suppress": _("whether to suppress it everywhere"),
    "wording": _("the wording"),
}
