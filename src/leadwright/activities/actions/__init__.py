"""The verbs of activities: the only writers."""

from leadwright.activities.actions.editing import delete, edit, share
from leadwright.activities.actions.entering import enter, follow_up
from leadwright.activities.actions.filing import add_files
from leadwright.activities.actions.inviting import invite, take_answer
from leadwright.activities.actions.joining import add_participant
from leadwright.activities.actions.leading import make_lead
from leadwright.activities.actions.subscribing import subscribe, unsubscribe
from leadwright.activities.actions.taking_in import take_in
from leadwright.activities.actions.updating import update_lead
from leadwright.activities.actions.working import cancel, complete, start

__all__ = [
    "add_files",
    "add_participant",
    "cancel",
    "complete",
    "delete",
    "edit",
    "enter",
    "follow_up",
    "invite",
    "make_lead",
    "share",
    "start",
    "subscribe",
    "take_answer",
    "take_in",
    "unsubscribe",
    "update_lead",
]
