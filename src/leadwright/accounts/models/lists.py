"""What an account receivable is classified by."""

from leadwright.foundation.labels import Listed


class AccountClass(Listed):
    """What kind of customer an account is of: retail, business, key account."""


class CreditRating(Listed):
    """How far a customer is trusted to pay."""
