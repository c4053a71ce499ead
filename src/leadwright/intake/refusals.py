"""The refusals about files that are brought in: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "FILE_UNREADABLE": Refusal(422, _("The file cannot be read: {reason}.")),
    "IMPORT_RUNNING": Refusal(
        409, _("Another import into this company is running; try again when it has finished.")
    ),
    "FILE_UNKNOWN": Refusal(
        422, _("No mapping fits the headers of this file: {reason}. Give one of your own.")
    ),
    "IMPORT_NOT_DONE": Refusal(409, _("This file is not brought in yet; bring it in first.")),
    "IMPORT_DONE": Refusal(409, _("This file is brought in already; look at its result.")),
    "IMPORT_UNDER_WAY": Refusal(409, _("A worker is busy with this import; wait, or pause or cancel it.")),
    "IMPORT_RESTS": Refusal(
        409, _("No worker is busy with this import; there is nothing to pause or cancel.")
    ),
    "IMPORT_NOT_PAUSED": Refusal(409, _("This import is not paused, so that it cannot go on.")),
    "IMPORT_EMPTY": Refusal(
        409, _("Nothing of this file can come in; put its rows or its mapping right first.")
    ),
    "IMPORT_BROKE": Refusal(
        422,
        _(
            "This ended with a fault, and all is as it was before. Whoever runs the server finds it in the log."
        ),
    ),
}
