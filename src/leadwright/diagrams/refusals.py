"""The refusals about processes: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from leadwright.foundation.sentences import Refusal

REFUSALS = {
    "DIAGRAM_UNREADABLE": Refusal(422, _("The file cannot be read as a process: {reason}.")),
    "DIAGRAM_FAULTY": Refusal(422, _("The draft has faults; correct what is named and publish again.")),
    "NOTHING_TO_PUBLISH": Refusal(
        409, _("There is no draft to publish; somebody else may have published it.")
    ),
    "NO_FLOW_HOLDS": Refusal(
        409,
        _(
            "The process cannot go on at “{name}”: none of its conditions holds and it has no default. Correct what "
            "the conditions ask for, or let whoever keeps the process add a default."
        ),
    ),
    "CONDITION_FAULTY": Refusal(
        409,
        _(
            "The condition along “{name}” is not understood ({reason}); publish a better version of the process."
        ),
    ),
    "PROCESS_LOOPS": Refusal(
        409,
        _("The process runs in circles at “{name}” without waiting for anybody; put a task into that loop."),
    ),
    "STEP_UNKNOWN": Refusal(
        409, _("The process cannot go on at “{name}”: it is of a kind that is not walked.")
    ),
    "TOKEN_GONE": Refusal(409, _("This step is not waiting any more; somebody else may have completed it.")),
    "EVENT_UNFIT": Refusal(409, _("“{name}” is not completed like this; look at what it waits for.")),
}
