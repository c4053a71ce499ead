"""The refusals about communications and their templates: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "ADDRESS_MISSING": Refusal(
        422, _("The lead has nowhere to reach its contact by {medium}; enter it on the lead or its contact.")
    ),
    "CONTACT_ERASED": Refusal(409, _("The data of this contact were erased; nobody can be written to.")),
    "OPT_IN_MISSING": Refusal(
        409,
        _(
            "{name} has not agreed to be reached by {channel}, from {sender}, about: {purpose}. Record a consent first."
        ),
    ),
    "TAG_UNKNOWN": Refusal(
        422, _("There is no tag {names}. Choose one of the list, or write ## for a # that begins no tag.")
    ),
    "TAG_HIDDEN": Refusal(422, _("You may not know what {names} says; take it out of the text.")),
    "TEMPLATE_RETIRED": Refusal(409, _("This template was retired; make a new one instead.")),
}
