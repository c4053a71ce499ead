"""The titles of persons, as the organisation names them."""

from leadwright.foundation.labels import Listed


class ContactTitle(Listed):
    """How a person is addressed; a contact keeps the code, a company has none of them."""
