"""The verbs of contacts: the only writers."""

from leadwright.contacts.actions.entering import edit, enter, locked, refuse_unless_current
from leadwright.contacts.actions.lending import end_loans, lend
from leadwright.contacts.actions.linking import linkable

__all__ = ["edit", "end_loans", "enter", "lend", "linkable", "locked", "refuse_unless_current"]
