"""The verbs of accounts: the only writers."""

from leadwright.accounts.actions.editing import edit
from leadwright.accounts.actions.opening import open_account

__all__ = ["edit", "open_account"]
