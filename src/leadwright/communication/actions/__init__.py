"""The verbs of the room: the only writers."""

from leadwright.communication.actions.communicating import communicate, preview
from leadwright.communication.actions.media import add_medium, change_medium
from leadwright.communication.actions.templates import change_template, make_template, retire_template

__all__ = [
    "add_medium",
    "change_medium",
    "change_template",
    "communicate",
    "make_template",
    "preview",
    "retire_template",
]
