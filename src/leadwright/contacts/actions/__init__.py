"""The verbs of contacts: the only writers."""

from leadwright.contacts.actions.distinguishing import distinguish
from leadwright.contacts.actions.entering import (
    edit,
    enter,
    locked,
    refuse_faulty,
    refuse_unless_current,
    refuse_without_version,
)
from leadwright.contacts.actions.filing import add_files
from leadwright.contacts.actions.lending import end_loans, lend_only, loans_of
from leadwright.contacts.actions.linking import hold, hold_alone, linkable, linkable_new
from leadwright.contacts.actions.merging import merge, unmerge
from leadwright.contacts.actions.numbering import remove_number, reveal_number, set_number

__all__ = [
    "add_files",
    "distinguish",
    "edit",
    "end_loans",
    "enter",
    "hold",
    "hold_alone",
    "lend_only",
    "linkable",
    "linkable_new",
    "loans_of",
    "locked",
    "merge",
    "refuse_faulty",
    "refuse_unless_current",
    "refuse_without_version",
    "remove_number",
    "reveal_number",
    "set_number",
    "unmerge",
]
