"""Who takes part in an activity, on its page: known contacts, contact persons, and partners by the wizard."""

from collections.abc import Callable

import pytest
from django.test import Client

from leadwright.activities.models import Activity
from leadwright.contacts.models import Contact
from tests.activities.making import log, plan
from tests.api.conftest import Talk
from tests.makers import House, change_rights, make_contact, make_group, make_unit, make_user

PARTNER = {"kind": "company", "name": "Acme Holding", "email": "info@acme.example", "phone": ""}


@pytest.fixture
def dina(house: House, enter: Callable[..., Client]) -> Client:
    return enter(house.dina)


def page_of(activity: Activity, end: str = "") -> str:
    return f"/activities/{activity.pk}/{end}"


def who(activity: Activity) -> list[str]:
    return [line.name for line in activity.participants.all()]


def test_a_known_contact_is_looked_for_and_added_to_what_is_done(house: House, dina: Client) -> None:
    acme, call = make_contact(house.dina, name="Acme Holding"), log(None, house.dina)
    address = page_of(call, "participants/")
    assert f'href="{address}"' in dina.get(page_of(call)).text
    looked = dina.post(address, {"q": "acme", "look": "1"})
    assert (looked.status_code, f'value="{acme.pk}"' in looked.text, who(call)) == (200, True, [])
    assert dina.post(address, {"q": "acme", "picked": ""}).status_code == 422
    assert dina.post(address, {"picked": acme.pk}).status_code == 303
    assert f'href="/contacts/{acme.pk}/"' in dina.get(page_of(call)).text


def test_a_contact_person_is_entered_below_a_company_that_takes_part(house: House, dina: Client) -> None:
    acme = make_contact(house.dina, name="Acme Holding")
    call = log(None, house.dina, participants=[{"contact": acme.pk}])
    address = page_of(call, f"participants/new/?company={acme.pk}")
    assert f'href="{address}"' in dina.get(page_of(call)).text
    assert f'value="Acme Holding · {acme.pk}"' in dina.get(address).text
    typed = {"kind": "person", "given_name": "Eva", "family_name": "Peeters", "job_title": "buyer"}
    typed |= {"company": f"Acme Holding · {acme.pk}", "country": "BE"}
    refused = dina.post(address, typed)
    assert (refused.status_code, 'value="buyer"' in refused.text, who(call)) == (422, True, ["Acme Holding"])
    assert dina.post(address, typed | {"email_0": "eva@acme.example"}).status_code == 303
    eva = call.participants.latest("pk").contact
    assert (eva.name, eva.company, eva.job_title) == ("Eva Peeters", acme, "buyer")


def test_who_is_known_already_can_be_picked_before_somebody_is_entered_twice(
    house: House, dina: Client
) -> None:
    acme, call = (
        make_contact(house.dina, name="Acme Holding", email="info@acme.example"),
        log(None, house.dina),
    )
    typed = {"kind": "company", "name": "Acme Holding", "email_0": "info@acme.example"}
    asked = dina.post(page_of(call, "participants/new/"), typed)
    instead = page_of(call, f"participants/?picked={acme.pk}")
    assert ("Is it one of these?" in asked.text, f'href="{instead}"' in asked.text) == (True, True)
    assert f'value="{acme.pk}" checked' in dina.get(instead).text
    dina.post(page_of(call, "participants/new/"), typed | {"another": "1"})
    assert (who(call), Contact.objects.count()) == (["Acme Holding"], 2)


def test_the_partner_wizard_asks_who_it_is_and_then_who_sees_it(house: House, dina: Client) -> None:
    call = log(None, house.dina)
    address = page_of(call, "participants/partner/")
    assert "Contact information" in dina.get(address).text
    wrong = dina.post(address, PARTNER | {"email": "nonsense"})
    assert (wrong.status_code, 'value="nonsense"' in wrong.text) == (422, True)
    group = dina.post(address, PARTNER)
    assert (group.status_code, "Finish" in group.text, 'value="info@acme.example"' in group.text) == (
        200,
        True,
        True,
    )
    assert not Contact.objects.exists()
    back = dina.post(address, PARTNER | {"back": "1", "access_group": str(house.dina.group_id)})
    assert 'value="Acme Holding"' in back.text
    done = dina.post(address, PARTNER | {"finish": "1", "access_group": str(house.dina.group_id)})
    assert (done.status_code, done["Location"], who(call)) == (303, page_of(call), ["Acme Holding"])
    assert Contact.objects.get().access_group_id == house.dina.group_id


def test_the_wizard_asks_who_would_lose_sight_of_the_partner(house: House, dina: Client) -> None:
    north, call = make_group(house.vendor, "North"), log(None, house.dina)
    address, sent = page_of(call, "participants/partner/"), PARTNER | {"access_group": str(north.pk)}
    asked = dina.post(address, sent | {"finish": "1", "another": "1"})
    assert (asked.status_code, "Hide it from me too" in asked.text, who(call)) == (409, True, [])
    assert dina.post(address, sent | {"confirm_hidden": "1", "another": "1"}).status_code == 303
    assert dina.get(f"/contacts/{Contact.objects.get().pk}/").status_code == 404


def test_the_wizard_names_who_is_known_already_and_goes_on_when_it_is_another(
    house: House, dina: Client
) -> None:
    make_contact(house.dina, name="Acme Holding", email="info@acme.example")
    address = page_of(log(None, house.dina), "participants/partner/")
    asked = dina.post(address, PARTNER)
    assert ("Is it one of these?" in asked.text, "go on" in asked.text, "Finish" in asked.text) == (
        True,
        True,
        False,
    )
    assert "Finish" in dina.post(address, PARTNER | {"another": "1"}).text


def test_who_may_enter_no_contacts_is_offered_known_ones_alone(house: House, enter) -> None:
    change_rights(house.ann, contact_create="none")
    call, ann = log(None, house.ann), enter(house.ann)
    page = ann.get(page_of(call)).text
    assert (page_of(call, "participants/") in page, "Partner wizard" in page) == (True, False)
    for end in ("participants/new/", "participants/partner/"):
        assert ann.get(page_of(call, end)).status_code == 403


def test_whom_an_access_group_keeps_has_no_name_for_others(house: House, dina: Client, enter) -> None:
    call = log(None, house.dina)
    address = page_of(call, "participants/partner/")
    dina.post(address, PARTNER | {"finish": "1", "access_group": str(house.dina.group_id)})
    sam = enter(make_user("sam", unit=make_unit(make_group(house.vendor)), profile="lead-distributor"))
    for page in (page_of(call), "/activities/", page_of(call, "follow-up/")):
        assert ["Acme Holding" in client.get(page).text for client in (dina, sam)] == [True, False]
    assert "somebody of another group" in sam.get(page_of(call)).text


def test_who_may_not_know_a_participant_keeps_it_in_an_edit(house: House) -> None:
    sam = make_user("sam", unit=make_unit(make_group(house.vendor)), profile="lead-distributor")
    acme = make_contact(house.dina, name="Acme", access_group=house.dina.group_id)
    call = plan(None, house.dina, participants=[{"contact": acme.pk}])
    (line,) = Talk(sam).get(f"/activities/{call.pk}").json()["participants"]
    assert (line["contact"], line["name"]) == (acme.pk, "")
    change = {"subject": "moved", "participants": [{"contact": acme.pk}, {"user": sam.email}]}
    assert Talk(sam).patch(f"/activities/{call.pk}", change, If_Match='"1"').status_code == 200
    assert who(call) == ["Acme", "Sam"]
