"""The refusals about contacts, their mergers and national numbers: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "CONTACT_CHANNEL_REQUIRED": Refusal(422, _("Give at least one e-mail address or telephone number.")),
    "CONTACT_BLOCKED": Refusal(409, _("This contact is blocked; no deal can be made with it.")),
    "CONFIRM_HIDDEN_REQUIRED": Refusal(
        409,
        _(
            "Only {name} would see this contact, and you would not. Choose another access group, or confirm that "
            "you want this (confirm_hidden)."
        ),
    ),
    "EQUALS_BLOCKED": Refusal(
        409,
        _(
            "{name} has the e-mail address, VAT number or register number of a blocked contact. Whoever may block "
            "contacts decides on its page under Contacts whether the two are the same; enter a new one there first."
        ),
    ),
    "MERGER_DEPENDED_ON": Refusal(409, _("The merger cannot be undone any more: {reason}.")),
    "NOTHING_MERGED": Refusal(409, _("No merger of this contact can be undone.")),
    "NUMBER_UNREADABLE": Refusal(
        409, _("The number cannot be decrypted with the secret of this installation; record it anew.")
    ),
    "NATIONAL_NUMBERS_OFF": Refusal(409, _("National register numbers are not kept in this installation.")),
}
