"""The nouns of the accounts room."""

from leadwright.accounts.models.account import Account, AccountQuerySet, account_numbers
from leadwright.accounts.models.facets import AccountFacet
from leadwright.accounts.models.lists import AccountClass, CreditRating

__all__ = ["Account", "AccountClass", "AccountFacet", "AccountQuerySet", "CreditRating", "account_numbers"]
