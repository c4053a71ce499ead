"""The verbs of own fields."""

from leadwright.fields.actions.defining import change, make
from leadwright.fields.actions.ending import purge, retire

__all__ = ["change", "make", "purge", "retire"]
