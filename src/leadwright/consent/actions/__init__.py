"""The verbs of consent: the only writers."""

from leadwright.consent.actions.answering import (
    confirm,
    open_confirmation,
    withdraw,
    withdrawal_of,
)
from leadwright.consent.actions.configuring import publish_wording
from leadwright.consent.actions.writing import enter, write

__all__ = [
    "confirm",
    "enter",
    "open_confirmation",
    "publish_wording",
    "withdraw",
    "withdrawal_of",
    "write",
]
