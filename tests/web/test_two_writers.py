"""Two people change the same thing at once: what only one touched is kept, what both touched is chosen."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from leadwright.accounts.models import Account
from leadwright.contacts import actions as contacts
from leadwright.contacts.models import Contact
from leadwright.people.actions.profiles import copy_profile
from leadwright.people.models import Profile
from tests.accounts.converting import make_customer
from tests.browser.pages import all_pages
from tests.makers import NOON, House, fresh, make_contact, make_lead, make_user
from tests.web.sheets import Sheet, clashes_in, sheet_at, sheets_in

CHOSEN = 409


def test_the_phone_that_the_first_wrote_on_a_lead_survives_the_second(house: House, enter) -> None:
    lead = make_lead(house.ann)
    ann, bob = enter(house.ann), enter(house.ann)
    first, second = (sheet_at(client, f"/leads/{lead.pk}/edit/") for client in (ann, bob))
    assert ann.post(first.action, first.sent(contact_phone="+3225550101")).status_code == 303
    assert bob.post(second.action, second.sent(description="wants thirty")).status_code == 303
    assert (fresh(lead).contact_phone, fresh(lead).description) == ("+3225550101", "wants thirty")


def test_the_city_that_the_first_wrote_on_a_contact_survives_the_second(house: House, enter) -> None:
    contact = make_contact(house.ann, city="Gent")
    client = enter(house.ann)
    first, second = (sheet_at(client, f"/contacts/{contact.pk}/edit/") for _time in range(2))
    client.post(first.action, first.sent(city="Brugge", email_1="two@customer.example"))
    assert client.post(second.action, second.sent(street="Kaai 1")).status_code == 303
    now_stored = Contact.objects.with_channels().get(pk=contact.pk)
    assert (now_stored.city, now_stored.street) == ("Brugge", "Kaai 1")
    assert [row.address for row in now_stored.emails.all()] == [
        contact.email,
        "two@customer.example",
    ]


def test_what_both_changed_is_shown_side_by_side_with_who_and_nothing_is_stored(house: House, enter) -> None:
    contact = make_contact(house.ann, city="Gent")
    client = enter(house.ann)
    sheet = sheet_at(client, f"/contacts/{contact.pk}/edit/")
    contacts.edit(contact.pk, by=house.bob, at=NOON, version=1, city="Brugge", street="Kaai 1")
    page = client.post(sheet.action, sheet.sent(city="Aalst", postcode="9300"))
    assert (page.status_code, list(clashes_in(page.text))) == (409, ["city"])
    for words in ("Brugge", "Aalst", "9300", "Kaai 1", "Bob changed it"):
        assert words in page.text
    assert Contact.objects.get(pk=contact.pk).postcode == ""


@pytest.mark.parametrize(("side", "kept"), [("mine", "Aalst"), ("theirs", "Brugge")])
def test_the_choice_of_the_second_is_stored(house: House, enter, side: str, kept: str) -> None:
    contact = make_contact(house.ann, city="Gent")
    client = enter(house.ann)
    sheet = sheet_at(client, f"/contacts/{contact.pk}/edit/")
    contacts.edit(contact.pk, by=house.bob, at=NOON, version=1, city="Brugge", street="Kaai 1")
    again = _again(client.post(sheet.action, sheet.sent(city="Aalst", postcode="9300")).text)
    assert client.post(sheet.action, again.sent()).status_code == 409
    choice = next(mark for mark in again.options["choice-city"] if mark.startswith(side))
    assert client.post(sheet.action, again.sent(**{"choice-city": choice})).status_code == 303
    stored = Contact.objects.get(pk=contact.pk)
    assert (stored.city, stored.street, stored.postcode) == (kept, "Kaai 1", "9300")


def test_a_choice_counts_only_for_what_was_shown(house: House, enter) -> None:
    contact = make_contact(house.ann, city="Gent")
    client = enter(house.ann)
    sheet = sheet_at(client, f"/contacts/{contact.pk}/edit/")
    contacts.edit(contact.pk, by=house.bob, at=NOON, version=1, city="Brugge")
    again = _again(client.post(sheet.action, sheet.sent(city="Aalst")).text)
    contacts.edit(contact.pk, by=house.bob, at=NOON, version=2, city="Oostende")
    page = client.post(sheet.action, again.sent(**{"choice-city": again.options["choice-city"][0]}))
    assert (page.status_code, Contact.objects.get(pk=contact.pk).city) == (409, "Oostende")
    assert "Oostende" in page.text


def test_ticks_of_two_are_both_kept(house: House, enter) -> None:
    client = enter(house.adm)
    first, second = (sheet_at(client, "/company/calendar/") for _time in range(2))
    client.post(first.action, first.sent(weekdays=["0", "1", "2", "3"]))
    client.post(second.action, second.sent(weekdays=["0", "1", "2", "3", "4", "5"]))
    assert sheet_at(client, "/company/calendar/").values["weekdays"] == ["0", "1", "2", "3", "5"]


def test_a_made_up_base_is_no_error(house: House, enter) -> None:
    contact = make_contact(house.ann)
    client = enter(house.ann)
    sheet = sheet_at(client, f"/contacts/{contact.pk}/edit/")
    for base in ("", "{", "[1]", '{"city": {"a": 1}}', "[" * 9000, '{"city": null}'):
        assert client.post(sheet.action, sheet.sent(base=base, city="Gent")).status_code in (303, 409)


def test_an_account_and_an_update_of_a_lead_are_merged_too(house: House, enter) -> None:
    account = Account.objects.get(contact=make_customer(house.ann, at=NOON).pk)
    client = enter(house.ann)
    first, second = (sheet_at(client, f"/customers/{account.pk}/edit/") for _time in range(2))
    client.post(first.action, first.sent(account_city="Brugge"))
    assert client.post(second.action, second.sent(account_street="Kaai 1")).status_code == 303
    account.refresh_from_db()
    assert (account.city, account.street) == ("Brugge", "Kaai 1")


def _again(html: str) -> Sheet:
    return max(sheets_in(html), key=lambda row: len(row.values))


@pytest.fixture
def busy_house(committed, settings, tmp_path) -> House:
    """Return a house of which every page can be seen."""
    settings.ERASURES, settings.NATIONAL_NUMBERS = str(tmp_path / "erasures.jsonl"), True
    house = House()
    house.vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    return house


def test_who_is_faster_between_our_reading_and_our_writing_is_merged_too(
    house: House, enter, monkeypatch
) -> None:
    contact, edit, calls = make_contact(house.ann, city="Gent"), contacts.edit, []

    def outpaced(pk: int, **data: object) -> object:
        if not calls:
            edit(pk, by=house.bob, at=NOON, version=1, street="Kaai 1")
        calls.append(data["version"])
        return edit(pk, **data)

    client = enter(house.ann)
    sheet = sheet_at(client, f"/contacts/{contact.pk}/edit/")
    monkeypatch.setattr("leadwright.web.contacts.views.actions.edit", outpaced)
    assert client.post(sheet.action, sheet.sent(city="Aalst")).status_code == 303
    contact.refresh_from_db()
    assert (contact.city, contact.street, calls) == ("Aalst", "Kaai 1", [1, 2])


def test_on_every_page_what_two_change_is_kept_or_chosen(busy_house: House, enter) -> None:
    own_role = copy_profile(
        Profile.objects.get(code="portal-writer").pk, name="Own", by=busy_house.adm, at=NOON
    )
    pages = [(busy_house.adm, f"/company/users/{busy_house.bob.pk}/")]
    pages += [(busy_house.adm, f"/company/profiles/{own_role.pk}/")]
    pages += [(reader, page) for reader, page in all_pages(busy_house) if reader]
    tried = [place for reader, page in pages for place in _two_at(enter(reader), page)]
    assert len(tried) > 13, tried


def test_on_every_page_the_ticks_of_two_are_both_kept(busy_house: House, enter) -> None:
    TOTP.activate(busy_house.adm, "JBSWY3DPEHPK3PXP")
    pages = [(reader, page) for reader, page in all_pages(busy_house) if reader]
    tried = [page for reader, page in pages for _sheet in _ticked_by_two(enter(reader), page)]
    assert {"/company/sign-in/", "/company/calendar/"} <= set(tried), tried


def _ticked_by_two(client: Client, page: str) -> list[Sheet]:
    """Let two who opened a page at once set a tick each in every form that shows what is stored, whatever it says."""
    tried = []
    for n, sheet in enumerate(sheets_in(client.get(page).text)):
        free = [tick for tick in sheet.ticks if tick[1] not in sheet.values.get(tick[0], [])]
        if len(free) > 1 and _keeps_tick(client, page, n, free[0]):
            tried.append(sheet)
            if client.post(sheet.action, _ticked(sheet, free[1])).status_code == CHOSEN:
                continue
            after = sheets_in(client.get(page).text)[n]
            kept = [value in after.values.get(name, []) for name, value in free[:2]]
            assert kept == [True, True], (page, free[:2])
    return tried


def _ticked(sheet: Sheet, tick: tuple[str, str]) -> dict[str, Any]:
    name, value = tick
    return sheet.sent(**{name: [*sheet.values.get(name, []), value]})


def _keeps_tick(client: Client, page: str, n: int, tick: tuple[str, str]) -> bool:
    """Tell whether a tick that is set in a form stands in it afterwards: then it shows what is stored."""
    sheet = sheets_in(client.get(page).text)[n]
    if client.post(sheet.action, _ticked(sheet, tick)).status_code not in (302, 303):
        return False
    after = sheets_in(client.get(page).text)
    return n < len(after) and tick[1] in after[n].values.get(tick[0], [])


class Form:
    """One merging form of a page, which is read again only once something was sent."""

    def __init__(self, client: Client, page: str, n: int) -> None:
        self.client, self.page, self.n = client, page, n
        self.shown: Sheet | None = None

    def opened(self) -> Sheet:
        """Open the page anew, as in another window."""
        self.shown = _merging(self.client, self.page)[self.n]
        return self.shown

    def seen(self) -> Sheet:
        """Return what the form holds now."""
        return self.shown or self.opened()

    def send(self, sheet: Sheet, **changes: str) -> Any:
        """Send the form as a window shows it, with some fields typed anew."""
        self.shown = None
        return self.client.post(sheet.action, sheet.sent(**changes))

    def stores(self, name: str) -> bool:
        """Tell whether another value of a field is taken, and put the former one back."""
        sheet = self.seen()
        before, other = (sheet.values.get(name) or [""])[0], _other(sheet, name)
        if self.send(sheet, **{name: other}).status_code not in (302, 303) or not self._opens(sheet.action):
            return False
        is_stored = self.seen().values.get(name) == [other]
        back = self.send(self.seen(), **{name: before}).status_code in (302, 303)
        return is_stored and back and self.seen().values.get(name, [""]) == [before]

    def _opens(self, action: str) -> bool:
        """Tell whether the address to which the form is sent can be looked at: the page itself can."""
        return action in ("", self.page) or self.client.get(action).status_code == 200


def _merging(client: Client, page: str) -> list[Sheet]:
    return [sheet for sheet in sheets_in(client.get(page).text) if "base" in sheet.values]


def _two_at(client: Client, page: str) -> list[str]:
    """Let two change each merging form of a page; return the fields that both could be tried on."""
    return [place for n in range(len(_merging(client, page))) for place in _two_on(Form(client, page, n))]


def _two_on(form: Form) -> list[str]:
    fields = [name for name in _changeable(form.seen()) if form.stores(name)]
    if not fields:
        return []
    _both_keep(form, fields)
    _one_chooses(form, fields[0])
    return [f"{form.page} {form.n}"]


def _both_keep(form: Form, fields: list[str]) -> None:
    """Let two who opened the page at once change two fields of it."""
    first, second = form.opened(), form.opened()
    texts = {name: _other(first, name) for name in fields[:2]}
    for sheet, name in zip((first, second), texts, strict=False):
        form.send(sheet, **{name: texts[name]})
    after = form.seen()
    kept = {name: after.values.get(name) for name in texts}
    assert kept == {name: [text] for name, text in texts.items()}, form.page


def _one_chooses(form: Form, name: str) -> None:
    """Let two who opened the page at once change the same field of it."""
    first, second = form.opened(), form.opened()
    one, other = _other(first, name, "first"), _other(second, name, "third")
    form.send(first, **{name: one})
    if one != other:
        answer = form.send(second, **{name: other})
        assert (answer.status_code, name in clashes_in(answer.text)) == (409, True), (form.page, name)
        assert other in answer.text


def _changeable(sheet: Sheet) -> list[str]:
    skipped = {
        "kind",
        "email_main",
        "phone_main",
        "country",
        "contact",
        "status_code",
        "code",
        "company",
        "tab",
    }
    names = [*dict.fromkeys([*sheet.texts, *sheet.options])]
    return [name for name in names if name and name not in skipped and _other(sheet, name) != ""][:8]


def _other(sheet: Sheet, name: str, word: str = "next") -> str:
    """Return another value for a field: one more word or number, or another option."""
    now_there = (sheet.values.get(name) or [""])[0]
    if name in sheet.options:
        offered = [value for value in sheet.options[name] if value and value != now_there]
        return offered[-1 if word == "third" else 0] if offered else ""
    if now_there.isdigit():
        return str(int(now_there) + {"next": 1, "first": 2, "third": 3}[word])
    return f"{now_there} {word}".strip()
