"""The refusals about files: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "QUOTA_EXCEEDED": Refusal(
        413,
        _(
            "The files of your company would take more than {limit}; delete some that nobody needs, or ask whoever "
            "runs this installation for more room."
        ),
    ),
    "STORE_AWAY": Refusal(
        503, _("The store of files does not take anything now; nothing was stored. Try again in a moment.")
    ),
    "BODY_MISSING": Refusal(
        404,
        _("The file is not in the store any more; whoever runs this installation may have a backup of it."),
    ),
    "OTHERS_FILE": Refusal(422, _("Only the company that added this file can delete it.")),
    "FILE_AWAITED": Refusal(
        409, _("“{name}” goes out with a mail that has not left yet. Delete it once the mail is sent.")
    ),
    "NOT_MULTIPART": Refusal(415, _("Send the file as multipart/form-data, in a field named “file”.")),
}
