"""A row that is made quickly is what the model itself would have made."""

import pytest
from django.apps import apps

from leadwright.contacts.models import Contact, Email
from leadwright.foundation.new_rows import new_row
from leadwright.leads.models import Lead

MODELS = [model for model in apps.get_models() if model.__module__.startswith("leadwright.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_of_which_nothing_is_said_holds_what_is_usual(model):
    quick, usual, other = vars(new_row(model)), vars(model()), vars(model())
    made_anew = {name for name, value in usual.items() if value != other[name]}
    without = {"_state", *made_anew}
    assert {name: value for name, value in quick.items() if name not in without} == {
        name: value for name, value in usual.items() if name not in without
    }


def test_what_is_said_of_a_row_stands_in_it_and_a_relation_by_its_key():
    contact = new_row(Contact, name="Acme", id=7)
    email = new_row(Email, contact=contact, address="a@x.example")
    assert (email.contact_id, email.contact is contact, email.address) == (7, True, "a@x.example")
    assert (email._state.adding, contact.name) == (True, "Acme")


def test_rows_share_nothing_that_can_change():
    first, second = new_row(Lead), new_row(Lead)
    first.gaps.append("owner")
    first.own_fields["x"] = 1
    assert (second.gaps, second.own_fields) == ([], {})


def test_a_column_that_there_is_not_is_a_fault():
    with pytest.raises(TypeError, match="no column"):
        new_row(Contact, nickname="Acme")
