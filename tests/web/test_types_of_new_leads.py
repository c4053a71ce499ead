"""The types of which somebody can enter a lead."""

import re

from leadwright.leads.models import LeadDefinition, LeadType
from tests.makers import make_contact


def test_only_types_that_can_be_used_are_named(house, enter):
    definition = LeadDefinition.objects.get()
    limits = {"ours": {}, "retired": {"is_retired": True}, "theirs": {"units": [house.u2.pk]}, "beside": {}}
    for code, values in limits.items():
        kind = LeadType.objects.create(code=code, labels={"en": code.title()}, **values)
        if code != "beside":
            definition.types.add(kind)
    page = enter(house.ann).get(f"/leads/new/details/?contact={make_contact(house.ann).pk}").text
    offered = re.findall(r'<option value="([^"]*)"', page.split('name="type"')[1].split("</select>")[0])
    assert offered == ["partner-lead", "ours"]
