"""The verbs of a lead: the only writers, each one transaction that ends in a recorded fact."""

from leadwright.leads.actions.adopting import adopt, weigh
from leadwright.leads.actions.answering import accept, reject
from leadwright.leads.actions.assigning import assign
from leadwright.leads.actions.closing import cancel, lose, win
from leadwright.leads.actions.creating import create
from leadwright.leads.actions.editing import delete, edit
from leadwright.leads.actions.offering import offer, withdraw
from leadwright.leads.actions.qualifying import qualify, start

__all__ = [
    "accept",
    "adopt",
    "assign",
    "cancel",
    "create",
    "delete",
    "edit",
    "lose",
    "offer",
    "qualify",
    "reject",
    "start",
    "weigh",
    "win",
    "withdraw",
]
