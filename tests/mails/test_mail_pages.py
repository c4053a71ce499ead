"""The pages of mails: sorted without a script, read without danger."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leadwright.mails.models import Mail
from tests.inbox.writing import parts, raw
from tests.mails.arriving import arrive, mailed
from tests.makers import change_rights, make_contact, make_lead


def entered(user) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.fixture
def ann(house) -> Client:
    return entered(house.ann)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_mail_without_a_lead_stands_in_a_list_of_its_own(house, ann):
    mailed(raw(subject="Chairs for Ghent"), organisation="Partner P")
    mailed(raw("secret of the vendor", subject="Vendor only"))
    text = page(ann, "/mails/")
    assert ("Chairs for Ghent" in text, "Jan Peeters" in text, "Vendor only" in text) == (True, True, False)
    assert 'href="/mails/"' in page(ann, "/")


def test_who_sorts_no_mails_is_led_to_none(house):
    nina = entered(house.nina)
    assert nina.get("/mails/").status_code == 403
    assert 'href="/mails/"' not in page(nina, "/")


def test_a_list_is_narrowed_to_one_kind(house, ann):
    mailed(raw(subject="Chairs for Ghent"), organisation="Partner P")
    assert "Chairs for Ghent" in page(ann, "/mails/?kind=mail")
    assert "No mail of this kind" in page(ann, "/mails/?kind=bounce")
    assert ann.get("/mails/?colour=red").status_code == 400


def test_a_mail_is_read_with_its_quote_folded(house, ann):
    mail = mailed(raw("Yes.\n\nOn Monday, Ann wrote:\n> Ten?"), organisation="Partner P")
    text = page(ann, f"/mails/{mail.pk}/")
    assert text.index("Yes.") < text.index('<details class="quoted"') < text.index("&gt; Ten?")


def test_a_mail_is_filed_with_a_lead_by_its_number(house, ann):
    mail, lead = mailed(organisation="Partner P"), make_lead(house.ann)
    answer = ann.post(f"/mails/{mail.pk}/attach/", {"lead": f"L-{lead.pk}"})
    assert (answer.status_code, answer["Location"]) == (303, f"/leads/{lead.pk}/")
    assert "The offices in Ghent" in page(ann, f"/leads/{lead.pk}/")


def test_a_wrong_number_is_said_at_the_field_and_what_was_typed_stays(house, ann):
    mail = mailed(organisation="Partner P")
    answer = ann.post(f"/mails/{mail.pk}/attach/", {"lead": "L-999999"})
    text = answer.content.decode()
    assert (answer.status_code, 'value="L-999999"' in text, "choose one that exists" in text) == (
        422,
        True,
        True,
    )


def test_a_lead_is_made_of_a_mail(house, ann):
    mail = mailed(organisation="Partner P")
    assert "Jan Peeters" in page(ann, f"/mails/{mail.pk}/lead/")
    data = {"type": "partner-lead", "description": "ten printers", "kind": "person"}
    data |= {"name": "Jan Peeters", "email": "jan@customer.example"}
    answer = ann.post(f"/mails/{mail.pk}/lead/", data)
    lead = Mail.objects.get().lead
    assert (answer.status_code, lead.description, lead.owner) == (303, "ten printers", house.ann)


def test_of_a_known_contact_it_is_asked_whether_another_lead_is_wanted(house, ann):
    contact = make_contact(house.ann, email="jan@customer.example")
    make_lead(house.ann, contact=contact), make_lead(house.ann, contact=contact)
    mail = mailed(organisation="Partner P")
    data = {"type": "partner-lead", "description": "ten printers"}
    assert ann.post(f"/mails/{mail.pk}/lead/", data).status_code == 409
    assert ann.post(f"/mails/{mail.pk}/lead/", data | {"confirm_new": "on"}).status_code == 303


def test_a_mail_is_put_aside_with_a_reason_and_stays_to_be_read(house, ann):
    mail = mailed(organisation="Partner P")
    assert ann.post(f"/mails/{mail.pk}/put-aside/", {"reason": ""}).status_code == 422
    assert ann.post(f"/mails/{mail.pk}/put-aside/", {"reason": "an advertisement"}).status_code == 303
    assert "The offices" not in page(ann, "/mails/")
    assert "Ann: an advertisement" in page(ann, "/mails/aside/")


def test_what_could_not_be_read_waits_in_sight_and_is_read_again(house, ann, monkeypatch):
    monkeypatch.setattr("leadwright.inbox.letters.parsing.LONGEST_HEAD", 10)
    arrival = arrive(organisation="Partner P")
    assert "Its head is larger" in page(ann, "/mails/arrivals/")
    assert ann.get(f"/mails/arrivals/{arrival.pk}/original/").content == raw()
    ann.post(f"/mails/arrivals/{arrival.pk}/again/")
    assert "Its head is larger" in page(ann, "/mails/arrivals/")
    monkeypatch.undo()
    ann.post(f"/mails/arrivals/{arrival.pk}/again/")
    assert Mail.objects.count() == 1
    assert "Everything could be read" in page(ann, "/mails/arrivals/")


def test_the_original_is_saved_and_never_shown(house, ann):
    mail = mailed(raw("<script>alert(1)</script>", {"Content-Type": "text/html"}), organisation="Partner P")
    answer = ann.get(f"/mails/{mail.pk}/original/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_html_is_looked_at_on_a_page_that_can_do_nothing(house, ann):
    html = "<p onclick=x>ten <b>printers</b></p><script>alert(1)</script><img src=http://spy.example/a.gif>"
    content = parts(
        ("Content-Type: text/plain", "ten printers"), ("Content-Type: text/html", html), kind="alternative"
    )
    mail = mailed(content, organisation="Partner P")
    answer = ann.get(f"/mails/{mail.pk}/as-sent/")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "<p>ten <b>printers</b></p>" in answer.content.decode()
    assert "spy.example" not in answer.content.decode()
    assert "1 picture from elsewhere was not fetched" in page(ann, f"/mails/{mail.pk}/")


def test_a_mail_of_a_lead_is_shared_with_the_other_company(house, ann):
    lead, mail = house.accepted(), mailed(organisation="Partner P")
    ann.post(f"/mails/{mail.pk}/attach/", {"lead": lead.pk})
    dina = entered(house.dina)
    assert (
        dina.get(f"/mails/{mail.pk}/").status_code,
        "The offices" in page(dina, f"/leads/{lead.pk}/"),
    ) == (404, False)
    ann.post(f"/mails/{mail.pk}/share/")
    assert (
        dina.get(f"/mails/{mail.pk}/").status_code,
        "The offices" in page(dina, f"/leads/{lead.pk}/"),
    ) == (200, True)


def test_the_contact_of_a_mail_is_named_to_whoever_may_see_it(house, ann):
    contact = make_contact(house.ann, kind="person", name="Lotte", email="jan@customer.example")
    mail = mailed(raw("hello", From="jan@customer.example"), organisation="Partner P")
    assert "Lotte" in ann.get(f"/mails/{mail.pk}/").text
    change_rights(house.ann, contact_view="none")
    assert "Lotte" not in ann.get(f"/mails/{mail.pk}/").text
    assert mail.contact == contact


def test_what_was_read_is_handed_out_as_a_mail_and_not_as_an_arrival(house, ann):
    mail = mailed(raw("hello"), organisation="Partner P")
    assert ann.get(f"/mails/arrivals/{mail.arrival_id}/original/").status_code == 404
    assert ann.get(f"/mails/{mail.pk}/original/").status_code == 200


def test_the_mails_of_a_lead_ask_no_query_each_and_the_older_ones_are_a_page_further(house, ann):
    lead = make_lead(house.ann, contact=make_contact(house.ann, email="jan@customer.example"))

    def receive(number: int) -> None:
        head = {"message_id": f"<{number}@customer.example>", "subject": f"Mail {number}"}
        mail = mailed(raw(f"text {number}", **head), organisation="Partner P")
        Mail.objects.filter(pk=mail.pk).update(lead=lead)

    receive(0)
    with CaptureQueriesContext(connection) as one:
        page(ann, f"/leads/{lead.pk}/")
    for number in range(1, 8):
        receive(number)
    with CaptureQueriesContext(connection) as many:
        text = page(ann, f"/leads/{lead.pk}/")
    older = re.search(r'href="(\?mails=[^"#]+)#mails"', text)
    assert (len(many) <= len(one), "Mail 7" in text, ">Mail 0<" in text) == (True, True, False)
    assert ">Mail 0<" in page(ann, f"/leads/{lead.pk}/{older[1]}")
