"""What somebody typed is stored, or it is still before his eyes."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from leadwright.contacts.models import Contact
from leadwright.leads.models import Lead, Note
from tests.makers import House, make_lead
from tests.web.sheets import Sheet, sheet_at, sheets_in

NOTE = "called <b>twice</b>, ask again on Monday"
OVER = {"HX-Request": "true", "HX-Target": "dialog"}


def strict(user) -> Client:
    """Return a browser whose forms need the token against forgery."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def sign_in(client: Client, user) -> None:
    """Sign in by the form, as in another tab of the same browser."""
    page = sheet_at(client, "/accounts/login/", "login")
    data = page.sent(login=user.email, password="correct-horse-battery")
    assert client.post("/accounts/login/", data).status_code == 302


def kept_in(html: str) -> Sheet:
    """Return the form with which what was typed can be sent once more."""
    return max(sheets_in(html), key=lambda row: len(row.values))


def test_a_form_of_a_session_that_is_over_keeps_its_text_until_its_writer_is_back(house: House) -> None:
    lead, client = make_lead(house.ann), strict(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    Session.objects.all().delete()
    page = client.post(note.action, note.sent(text=NOTE))
    assert page.status_code == 401
    assert "called &lt;b&gt;twice&lt;/b&gt;" in page.text
    waiting = kept_in(page.text)
    sign_in(client, house.ann)
    form = client.post(note.action, waiting.sent(resumed="1"))
    assert (form.status_code, Note.objects.count()) == (422, 0)
    assert client.post(note.action, kept_in(form.text).sent()).status_code == 303
    assert Note.objects.get().text == NOTE


def test_nobody_else_stores_what_another_typed(house: House) -> None:
    lead, client = make_lead(house.ann), strict(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    Session.objects.all().delete()
    waiting = kept_in(client.post(note.action, note.sent(text=NOTE)).text)
    sign_in(client, house.adm)
    page = client.post(note.action, waiting.sent(resumed="1"))
    assert (page.status_code, Note.objects.count()) == (403, 0)
    assert "called &lt;b&gt;twice" in page.text
    lenient = Client()
    lenient.force_login(house.adm, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert lenient.post(note.action, note.sent(text=NOTE)).status_code == 403
    assert Note.objects.count() == 0


def test_a_page_whose_token_is_old_gives_the_text_back_with_a_fresh_one(house: House) -> None:
    lead, client = make_lead(house.ann), strict(house.ann)
    edit = sheet_at(client, f"/leads/{lead.pk}/edit/")
    page = client.post(edit.action, edit.sent(description=NOTE, csrfmiddlewaretoken="x" * 64))
    assert page.status_code == 403
    waiting = kept_in(page.text)
    form = client.post(edit.action, waiting.sent(resumed="1"))
    assert client.post(edit.action, kept_in(form.text).sent()).status_code == 303
    assert Lead.objects.get(pk=lead.pk).description == NOTE


def test_without_a_key_of_ones_own_an_old_token_draws_no_form(house: House) -> None:
    lead, client = make_lead(house.ann), strict(house.ann)
    for key in ("", "made.up", f"x.{'0' * 32}"):
        page = client.post(f"/leads/{lead.pk}/accept/", {"resumed": "1", "form_key": key, "text": NOTE})
        assert page.status_code == 403
        assert "called &lt;b&gt;twice" in page.text


def test_a_right_that_is_gone_leaves_the_text_to_be_copied(house: House, enter) -> None:
    lead = make_lead(house.ann)
    client = enter(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/edit/", "description")
    Lead.objects.filter(pk=lead.pk).update(organisation=house.south, unit=house.cas.unit, owner=house.cas)
    page = client.post(note.action, note.sent(description=NOTE))
    assert page.status_code in (403, 404)
    assert "called &lt;b&gt;twice" in page.text


def test_a_failing_server_gives_the_text_back(house: House, monkeypatch) -> None:
    lead, client = make_lead(house.ann), Client(raise_request_exception=False)
    client.force_login(house.ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    edit = sheet_at(client, f"/leads/{lead.pk}/edit/")

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("leadwright.web.leads.edit_views.actions.edit", broken)
    page = client.post(edit.action, edit.sent(description=NOTE))
    assert page.status_code == 500
    assert "called &lt;b&gt;twice" in page.text


def test_htmx_is_told_beside_the_form_and_led_nowhere(house: House) -> None:
    lead, client = make_lead(house.ann), strict(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    forged = client.post(note.action, note.sent(text=NOTE, csrfmiddlewaretoken="x" * 64), headers=OVER)
    Session.objects.all().delete()
    over = client.post(note.action, note.sent(text=NOTE), headers=OVER)
    looking = client.get("/contacts/companies/?company=a", headers={"HX-Request": "true"})
    for answer, status in ((forged, 403), (over, 401), (looking, 401)):
        assert (answer.status_code, answer["X-Refusal"]) == (status, "notice")
        assert "HX-Redirect" not in answer
        assert "HX-Retarget" not in answer


def test_an_act_that_is_refused_over_the_page_does_not_replace_the_dialog(house: House, enter) -> None:
    lead = house.offered()
    client = enter(house.ann)
    reject = sheet_at(client, f"/leads/{lead.pk}/reject/", "reason")
    assert client.post(f"/leads/{lead.pk}/accept/").status_code == 303
    answer = client.post(reject.action, reject.sent(reason=NOTE), headers=OVER)
    assert (answer.status_code, answer["X-Refusal"]) == (409, "notice")


def test_passwords_are_never_given_back(house: House) -> None:
    client = strict(house.ann)
    data = {"oldpassword": "secret-one", "password1": "secret-two", "name": "visible"}
    page = client.post("/accounts/password/change/", data)
    assert "secret-two" not in page.text
    assert "secret-one" not in page.text


def test_a_page_asks_whether_its_reader_is_still_there(house: House) -> None:
    client = strict(house.ann)
    token = client.get("/session/")
    assert (token.status_code, len(token.text)) == (200, 64)
    Session.objects.all().delete()
    assert client.get("/session/").status_code == 401


def test_a_form_that_comes_again_is_answered_with_what_came_of_the_first(house: House, enter) -> None:
    client = enter(house.ann)
    new = sheet_at(client, "/contacts/new/")
    first, second = (
        client.post(new.action, new.sent(kind="company", name="Once NV", email_0="Once@once.example"))
        for _time in range(2)
    )
    assert (first.status_code, second["Location"]) == (303, first["Location"])
    assert Contact.objects.filter(name="Once NV").count() == 1


def test_a_form_that_comes_again_with_other_words_says_so_and_keeps_them(house: House, enter) -> None:
    client = enter(house.ann)
    new = sheet_at(client, "/contacts/new/")
    first = client.post(new.action, new.sent(kind="company", name="First NV", email_0="First@once.example"))
    page = client.post(new.action, new.sent(kind="company", name="Second NV", email_0="Second@once.example"))
    assert (page.status_code, Contact.objects.filter(name="Second NV").count()) == (409, 0)
    assert "Second NV" in page.text
    assert f'href="{first["Location"]}"' in page.text
    again = kept_in(page.text)
    form = client.post(new.action, again.sent(resumed="1"))
    assert client.post(new.action, kept_in(form.text).sent()).status_code == 303
    assert Contact.objects.filter(name="Second NV").count() == 1


def test_a_refused_form_may_come_again(house: House, enter) -> None:
    client = enter(house.ann)
    new = sheet_at(client, "/contacts/new/")
    assert client.post(new.action, new.sent(kind="company", name="")).status_code == 422
    assert (
        client.post(
            new.action, new.sent(kind="company", name="Later NV", email_0="Later@once.example")
        ).status_code
        == 303
    )


@pytest.mark.parametrize("times", [2, 3])
def test_a_note_that_is_sent_again_is_one_note(house: House, enter, times: int) -> None:
    lead, client = make_lead(house.ann), enter(house.ann)
    note = sheet_at(client, f"/leads/{lead.pk}/notes/add/", "text")
    for _time in range(times):
        assert client.post(note.action, note.sent(text=NOTE)).status_code == 303
    assert Note.objects.count() == 1
