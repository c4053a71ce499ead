"""The refusals about mails: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "MAIL_HAS_LEAD": Refusal(409, _("This mail belongs to {lead} already; look at it there.")),
    "MAIL_PUT_ASIDE": Refusal(
        409, _("This mail was put aside already; file it with a lead if it matters after all.")
    ),
    "MAIL_WITHOUT_LEAD": Refusal(
        409, _("This mail belongs to no lead, so there is nobody to share it with.")
    ),
    "MAIL_SHARED": Refusal(409, _("This mail is shared already.")),
    "NOT_YOUR_MAIL": Refusal(409, _("Only the company that the mail was for can share it.")),
    "MAIL_OF_ONE_SIDE": Refusal(
        409, _("No other company has to do with this lead, so there is nobody to share it with.")
    ),
    "ORIGINAL_GONE": Refusal(
        410, _("The original of this mail is not kept any more; what was read of it is.")
    ),
    "ONLY_THE_BEGINNING": Refusal(
        409, _("Only the beginning of this mail was fetched, as it is too large; look for it in the mailbox.")
    ),
    "MAIL_FILED_ALREADY": Refusal(409, _("The same mail is filed already; put this copy aside.")),
    "ALREADY_READ": Refusal(409, _("This arrival was read already; look for it among the mails.")),
}
