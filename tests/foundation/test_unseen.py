"""What nobody can see fills no field, on any face; what belongs to a sign stays with it."""

import pytest

from leadwright.contacts.models import Contact
from leadwright.foundation.text import trimmed
from leadwright.leads import actions as leads
from leadwright.leads.actions import configuration_lists
from leadwright.leads.actions.configuring import Faulty
from leadwright.people.actions.organisations import refuse_unfit_name
from leadwright.people.actions.users import edit_user
from tests.makers import NOON, House, make_contact, make_lead, make_user, refused, token_of

UNSEEN = [
    *(
        "\u200b",
        "\u00a0",
        "\u2800",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u00ad",
        "\ufe0f",
        "\u2060",
        "\ufeff",
    ),
    *(
        "\u200e\u200f",
        "\u200d\u200c",
        "\U000e0041\U000e007f",
        "\U000e0100",
        "\u034f",
        "\u180e",
        " \u2003\u200b ",
    ),
]


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_empty_and_falls_away_around_a_word(text: str) -> None:
    assert trimmed(text * 3) == ""
    assert trimmed(f"{text}word") == "word"
    assert trimmed(f"word \u200b{text}") == "word"


@pytest.mark.parametrize(
    "text", ["❤\ufe0f", "🏴\U000e0067\U000e0062\U000e007f", "क्\u200d", "a\u00adb", "a\u00a0b"]
)
def test_what_belongs_to_a_sign_stays_with_it(text: str) -> None:
    assert trimmed(f" \u200b{text}\u2800 ") == text


def test_a_long_run_of_spaces_takes_no_long_time() -> None:
    assert trimmed("a" + " \u200b" * 200_000 + "b").startswith("a")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\u200b", "\u3164\u2800", "\U000e0041"], ids=ascii)
def test_each_room_takes_what_nobody_sees_for_nothing(text: str) -> None:
    house = House()
    lead = make_lead(house.ann)
    with refused("FIELD_REQUIRED", "text"):
        leads.write_note(lead.pk, {"text": text}, by=house.ann, at=NOON)
    with refused("FIELD_REQUIRED", "name"):
        refuse_unfit_name(text)
    with refused("FIELD_REQUIRED", "name"):
        make_contact(house.ann, name=text)
    with refused("FIELD_REQUIRED", "name"):
        edit_user(house.bob.pk, by=house.adm, at=NOON, name=text)
    with refused("FIELD_REQUIRED", "description"):
        leads.edit(lead.pk, {"description": text}, by=house.ann, at=NOON, version=lead.version)
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    with pytest.raises(Faulty):
        configuration_lists.add_entry("sources", {"en": text}, by=vera, at=NOON, code="unseen")


@pytest.mark.django_db
def test_the_api_takes_what_nobody_sees_for_nothing(client) -> None:
    house = House()
    body = {"kind": "company", "name": "\u200b\u3164", "email": "x@unseen.example"}
    head = {"Authorization": f"Bearer {token_of(house.ann)}"}
    answer = client.post("/api/v1/contacts", body, content_type="application/json", headers=head)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "FIELD_REQUIRED")
    body["name"] = "\u200bSeen NV\u2800"
    answer = client.post("/api/v1/contacts", body, content_type="application/json", headers=head)
    assert (answer.status_code, Contact.objects.latest("pk").name) == (201, "Seen NV")
