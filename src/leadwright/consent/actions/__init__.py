"""The verbs of consent: the only writers."""

from leadwright.consent.actions.answering import (
    confirm,
    open_confirmation,
    withdraw,
    withdrawal_of,
)
from leadwright.consent.actions.configuring import add_purpose, add_sender, publish_wording
from leadwright.consent.actions.writing import enter, write

__all__ = [
    "add_purpose",
    "add_sender",
    "confirm",
    "enter",
    "open_confirmation",
    "publish_wording",
    "withdraw",
    "withdrawal_of",
    "write",
]
