"""The verbs of own fields."""

from leadwright.fields.actions.columns import choose_columns
from leadwright.fields.actions.defining import change, make
from leadwright.fields.actions.ending import purge, retire

__all__ = ["change", "choose_columns", "make", "purge", "retire"]
