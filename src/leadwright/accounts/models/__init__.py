"""The nouns of the accounts room."""

from leadwright.accounts.models.account import Account, AccountQuerySet
from leadwright.accounts.models.lists import AccountClass, CreditRating

__all__ = ["Account", "AccountClass", "AccountQuerySet", "CreditRating"]
