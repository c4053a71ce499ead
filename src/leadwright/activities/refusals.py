"""The refusals about activities: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "ACTIVITY_CLOSED": Refusal(
        409, _("This activity is {state} and stays as it is; enter another one that is based on it instead.")
    ),
    "ACTIVITY_BEGUN": Refusal(422, _("This activity was begun already.")),
    "HAS_A_LEAD": Refusal(422, _("This activity belongs to the lead {lead} already.")),
    "NOBODY_TO_SHARE_WITH": Refusal(422, _("No other company has to do with this activity; it is your own.")),
    "NOBODY_TO_INVITE": Refusal(
        422, _("Nobody who takes part has an e-mail address; add a contact or a colleague who has one.")
    ),
    "ACTIVITY_ENDS_FIRST": Refusal(422, _("It would end before it begins; choose a later end.")),
    "KIND_NOT_ALLOWED": Refusal(
        422, _("The type of this lead takes no activity of this kind; choose one of: {allowed}.")
    ),
}
