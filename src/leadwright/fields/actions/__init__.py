"""The verbs of own fields."""

from leadwright.fields.actions.bringing import bring_in
from leadwright.fields.actions.columns import choose_columns
from leadwright.fields.actions.copying import copy
from leadwright.fields.actions.defining import change, make
from leadwright.fields.actions.ending import purge, retire

__all__ = ["bring_in", "change", "choose_columns", "copy", "make", "purge", "retire"]
