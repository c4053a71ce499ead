"""The verbs of mails: the only writers beside what files arrivals."""

from leadwright.mails.actions.attaching import (
    attach,
    contact_of,
    contact_within_reach,
    description_of,
    make_lead,
)
from leadwright.mails.actions.sorting import put_aside, read_again, share, wait_again

__all__ = [
    "attach",
    "contact_of",
    "contact_within_reach",
    "description_of",
    "make_lead",
    "put_aside",
    "read_again",
    "share",
    "wait_again",
]
