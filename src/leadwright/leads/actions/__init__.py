"""The verbs of a lead: the only writers, each one transaction that ends in a recorded fact."""

from leadwright.leads.actions.adopting import adopt, weigh
from leadwright.leads.actions.answering import accept, reject
from leadwright.leads.actions.assigning import assign
from leadwright.leads.actions.by_mail import answer_by_link
from leadwright.leads.actions.closing import cancel, lose
from leadwright.leads.actions.converting import convert
from leadwright.leads.actions.creating import contact_for, create
from leadwright.leads.actions.demanding import (
    add_demand,
    aim_at_demand,
    change_demand,
    remove_demand,
)
from leadwright.leads.actions.editing import delete, edit
from leadwright.leads.actions.extending import extend
from leadwright.leads.actions.filing import add_files
from leadwright.leads.actions.joining import add_party, change_party, remove_party
from leadwright.leads.actions.noting import write_note
from leadwright.leads.actions.offering import offer, withdraw
from leadwright.leads.actions.postponing import postpone
from leadwright.leads.actions.products import add_product, change_product, remove_product
from leadwright.leads.actions.qualifying import qualify, start
from leadwright.leads.actions.teaming import (
    add_competitor,
    add_member,
    remove_competitor,
    remove_member,
)
from leadwright.leads.actions.updating import update
from leadwright.leads.actions.winning import win

__all__ = [
    "accept",
    "add_competitor",
    "add_demand",
    "add_files",
    "add_member",
    "add_party",
    "add_product",
    "adopt",
    "aim_at_demand",
    "answer_by_link",
    "assign",
    "cancel",
    "change_demand",
    "change_party",
    "change_product",
    "contact_for",
    "convert",
    "create",
    "delete",
    "edit",
    "extend",
    "lose",
    "offer",
    "postpone",
    "qualify",
    "reject",
    "remove_competitor",
    "remove_demand",
    "remove_member",
    "remove_party",
    "remove_product",
    "start",
    "update",
    "weigh",
    "win",
    "withdraw",
    "write_note",
]
