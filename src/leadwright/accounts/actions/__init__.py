"""The verbs of accounts: the only writers."""

from leadwright.accounts.actions.editing import edit, may_be_changed, refuse_unless_changeable
from leadwright.accounts.actions.opening import open_account

__all__ = ["edit", "may_be_changed", "open_account", "refuse_unless_changeable"]
