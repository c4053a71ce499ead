"""Nobody is entered whose address looks like another's, and no invitation carries a link in a name."""

import pytest

from leadwright.people.actions.organisations import establish
from leadwright.people.actions.users import NewUser, add_user, edit_user
from leadwright.people.identity import fault_in_address, fault_in_name
from leadwright.people.models import Profile, User
from tests.makers import NOON, SYSTEM, House, refused

LOOK_ALIKE = [
    "mıke@example.org",
    "mike@exаmple.org",
    "мike@example.org",
    "mi\u212ae@example.org",
    "mike@example.org\u200b",
    "mike@xn--exmple-4nf.org",
    "mike@XN--pple-43d.com",
    "mike@sub.Xn--Pple-43D.com",
]
LINKS = [
    "http://evil.example",
    "Win www.evil.example",
    "evil.com",
    "Ann evil.com/x",
    "Ann (evil.shop)",
    "HTTPS://e.x",
]
NAMES = [
    "Ann Author",
    "J.P. Morgan",
    "Dr. Ann van 't Hof",
    "Ann O'Neill-Smith",
    "Müller",
    "Ann A. Author Jr.",
]


def new_user(house: House, **more) -> str:
    usual = {"email": "mike@example.org", "name": "Mike", "unit": house.u1}
    chosen = usual | {"profiles": Profile.objects.filter(code="portal-writer")} | more
    return add_user(NewUser(**chosen), by=house.adm, at=NOON)


@pytest.mark.parametrize("email", LOOK_ALIKE)
def test_an_address_that_can_be_taken_for_another_is_refused(house, email):
    with refused("FIELD_INVALID", "email"):
        new_user(house, email=email)


@pytest.mark.parametrize("email", ["Mike@Example.org", "m.i-k_e+x@sub.example.org", "mike@xn--mnchen-3ya.de"])
def test_plain_addresses_are_taken(house, email):
    assert new_user(house, email=email) == "Mike"
    assert User.objects.filter(email=email.lower()).exists()


@pytest.mark.parametrize("domain", ["ひらカナ", "漢字かなカナー", "佐々木", "한글漢字", "münchen", "пример"])
def test_a_domain_in_the_signs_that_are_written_together_is_taken(domain):
    assert fault_in_address(f"mike@{domain.encode('idna').decode()}.example") is None


@pytest.mark.parametrize("domain", ["한글かな", "аpple", "漢字я"])
def test_a_domain_of_several_scripts_is_refused_in_any_case(domain):
    name = domain.encode("idna").decode()
    assert fault_in_address(f"mike@{name}.example")
    assert fault_in_address(f"mike@{name.upper()}.EXAMPLE")


def test_an_address_that_looks_like_that_of_an_earlier_user_is_taken_already(house):
    User.objects.filter(pk=house.bob.pk).update(email="mıke@example.org")
    with refused("EMAIL_TAKEN", "email"):
        new_user(house)


def test_a_user_who_was_entered_before_can_still_be_changed(house):
    User.objects.filter(pk=house.bob.pk).update(email="mıke@example.org")
    assert edit_user(house.bob.pk, by=house.adm, at=NOON, name="Mike").name == "Mike"


@pytest.mark.parametrize("name", LINKS)
def test_a_name_that_is_a_link_is_refused_on_invitation_and_later(house, name):
    with refused("FIELD_INVALID", "name"):
        new_user(house, name=name)
    with refused("FIELD_INVALID", "name"):
        edit_user(house.bob.pk, by=house.adm, at=NOON, name=name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(name):
    assert fault_in_name(name) is None


@pytest.mark.parametrize("name", ["https://evil.example", "www.evil.example", "evil.com/login"])
def test_a_company_is_not_called_like_a_link(db, name):
    with refused("FIELD_INVALID", "name"):
        establish(name, country="BE", time_zone="Europe/Brussels", by=SYSTEM, at=NOON)


def test_but_it_may_be_called_like_a_page(db):
    assert establish("Example.com", country="BE", time_zone="Europe/Brussels", by=SYSTEM, at=NOON).pk


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0470 11 12 22", "+32470111222"), ("+44 20 7946 0958 ext. 7", "+442079460958;ext=7"), (" ", "")],
)
def test_the_number_of_a_user_is_read_as_that_of_a_contact(house: House, typed, kept):
    assert edit_user(house.bob.pk, by=house.adm, at=NOON, phone=typed).phone == kept


def test_a_number_of_a_user_that_is_none_is_refused(house: House):
    with refused("FIELD_INVALID", "phone"):
        edit_user(house.bob.pk, by=house.adm, at=NOON, phone="1234")
    new = NewUser(email="n@x.example", name="N", unit=house.u1, profiles=house.bob.held, phone="٠٤٧٠")
    with refused("FIELD_INVALID", "phone"):
        add_user(new, by=house.adm, at=NOON)
