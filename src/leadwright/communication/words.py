"""What the fields of communications and templates are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "body": _("the text"),
    "consent_channel": _("the channel of consent"),
    "direction": _("the direction"),
    "effective_from": _("the day from which it holds"),
    "effective_until": _("the day until which it holds"),
    "limit": _("the most characters"),
    "marketing": _("whether it is marketing"),
    "medium": _("the medium"),
    "sent_for_products": _("the products about which it is sent by itself"),
    "sent_for_types": _("the lead types that send it by themselves"),
    "subject": _("the subject"),
    "target": _("where it reaches somebody"),
    "template": _("the template"),
    "texts": _("the texts"),
    "units": _("the units"),
}
