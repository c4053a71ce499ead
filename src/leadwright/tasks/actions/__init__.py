"""The verbs of tasks: the only writers."""

from leadwright.tasks.actions.closing import close, close_each
from leadwright.tasks.actions.commenting import comment
from leadwright.tasks.actions.editing import edit
from leadwright.tasks.actions.entering import make, put
from leadwright.tasks.actions.filing import add_files
from leadwright.tasks.actions.working import complete, delegate, finish, take

__all__ = [
    "add_files",
    "close",
    "close_each",
    "comment",
    "complete",
    "delegate",
    "edit",
    "finish",
    "make",
    "put",
    "take",
]
