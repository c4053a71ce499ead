"""The pages of people, companies and customers say what was done with them and what is planned."""

from leadwright.accounts.models import Account
from tests.accounts.converting import make_customer
from tests.activities.making import log, plan
from tests.makers import House, make_contact, make_lead
from tests.web.conftest import Door
from tests.web.test_statements import statements_of

AHEAD = "2036-03-03T15:00:00Z"


def with_contact(contact) -> dict[str, object]:
    """Return that a contact takes part."""
    return {"participants": [{"contact": contact.pk}]}


def test_a_contact_page_has_what_is_planned_above_what_was_done(house: House, enter: Door) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva Peeters")
    plan(None, house.ann, when=AHEAD, subject="Third site", **with_contact(eva))
    done = log(None, house.ann, "meeting", subject="First visit", details="liked it", **with_contact(eva))
    log(None, house.ann, subject="Somebody else")
    page = enter(house.ann).get(f"/contacts/{eva.pk}/").text
    assert page.index("Third site") < page.index("First visit")
    assert (f'href="/activities/{done.pk}/"' in page, "liked it" in page) == (True, True)
    assert "Somebody else" not in page


def test_a_company_page_has_the_activities_of_its_people(house: House, enter: Door) -> None:
    acme = make_contact(house.ann, kind="company", name="Acme")
    eva = make_contact(house.ann, kind="person", name="Eva Peeters", company=acme.pk)
    log(None, house.ann, subject="Asked for ink", **with_contact(eva))
    assert "Asked for ink" in enter(house.ann).get(f"/contacts/{acme.pk}/").text


def test_the_activities_of_a_contact_are_narrowed_by_kind_and_words(house: House, enter: Door) -> None:
    eva, client = make_contact(house.ann, kind="person", name="Eva Peeters"), enter(house.ann)
    log(None, house.ann, subject="Price list", **with_contact(eva))
    log(None, house.ann, "meeting", subject="Walk round", **with_contact(eva))
    page = client.get(f"/contacts/{eva.pk}/?what=meeting").text
    assert ("Price list" in page, "Walk round" in page) == (False, True)
    page = client.get(f"/contacts/{eva.pk}/?words=price").text
    assert ("Price list" in page, "Walk round" in page) == (True, False)
    assert client.get(f"/contacts/{eva.pk}/?what=never&words=%00").status_code == 200


def test_an_activity_of_another_company_is_on_no_page_of_the_contact(house: House, enter: Door) -> None:
    lead = house.accepted()
    log(lead, house.ann, subject="Only ours")
    page = f"/contacts/{lead.contact_id}/"
    assert "Only ours" in enter(house.ann).get(page).text
    assert "Only ours" not in enter(house.dina).get(page).text


def test_a_contact_page_asks_as_much_for_many_activities_as_for_two(house: House, enter: Door) -> None:
    eva, client = make_contact(house.ann, kind="person", name="Eva Peeters"), enter(house.ann)
    for _number in range(2):
        plan(make_lead(house.ann), house.ann, **with_contact(eva))
        log(make_lead(house.ann), house.ann, **with_contact(eva))
    few = statements_of(client, f"/contacts/{eva.pk}/")
    for _number in range(5):
        plan(make_lead(house.ann), house.ann, **with_contact(eva))
        log(make_lead(house.ann), house.ann, **with_contact(eva))
    assert statements_of(client, f"/contacts/{eva.pk}/") == few


def test_a_number_opens_the_form_with_kind_and_contact_filled_in(house: House, enter: Door) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva Peeters", phone="+3225550111", email="e@x.example")
    client = enter(house.ann)
    address = f"/activities/new/?contact={eva.pk}&amp;kind=call&amp;state=done&amp;direction=out"
    for page in (f"/contacts/{eva.pk}/", "/contacts/"):
        text = client.get(page).text
        assert ('href="tel:+3225550111"' in text, 'href="mailto:e@x.example"' in text) == (True, True)
        assert f'data-activity="{address}' in text
    sent = {"kind": "call", "state": "done", "contacts": eva.pk}
    back = client.post(f"/activities/new/?contact={eva.pk}&back=/contacts/{eva.pk}/", sent)
    assert (back.status_code, back["Location"]) == (303, f"/contacts/{eva.pk}/")


def test_who_enters_no_activities_has_no_form_beside_a_number(house: House, enter: Door) -> None:
    eva = make_contact(house.ann, kind="person", name="Eva Peeters", phone="+3225550111")
    page = enter(house.nina).get(f"/contacts/{eva.pk}/").text
    assert ('href="tel:+3225550111"' in page, "data-activity" in page) == (True, False)


def test_a_customer_page_has_the_activities_of_its_leads_too(house: House, enter: Door) -> None:
    lead = make_lead(house.ann, contact=make_customer(house.ann))
    log(lead, house.ann, subject="Signed at the desk", participants=[{"user": house.bob.email}])
    account = Account.objects.get()
    page = enter(house.ann).get(f"/customers/{account.pk}/").text
    assert "Signed at the desk" in page
    assert f"/activities/new/?contact={account.contact_id}&amp;state=planned" in page
