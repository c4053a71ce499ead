"""Passwords that are easy to guess are refused with a remedy, however long they are."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from leadwright.people import password_rules
from leadwright.people.actions.users import refuse_weak
from leadwright.people.models import User
from leadwright.people.password_rules import HardToGuess
from tests.makers import make_group, make_organisation, make_unit, make_user, refused

pytestmark = pytest.mark.django_db
GUESSED = [
    "123456789012",
    "qwertyuiop12",
    "password1234",
    "Password2024!",
    "Welcome12345!",
    "Welkom2026!!",
    "wachtwoord123",
    "justinbieber",
    "jamesbond007",
    "international",
    "1q2w3e4r5t6y",
    "qazwsxedcrfv",
    "trustno1trustno1",
]
REPEATED = ["aaaaaaaaaaaa", "abcabcabcabc", "9@9@9@9@9@9@", "x7_x7_x7_x7_x", "b3l-b3l-b3l-b3l"]
ABOUT_ANN = ["Acme-Ann-2026", "leadwright-2026!", "AcmePrinters26", "ann.author.acme", "ann_author_2026"]
GOOD = ["correct-horse-battery", "de kat krabt de krullen", "G7#kq2!pLx9z", "leadwright horse battery"]


@pytest.fixture
def ann() -> User:
    """Return somebody of a company, both with names."""
    home = make_unit(make_group(make_organisation("Acme Printers")))
    user = make_user("Ann", unit=home)
    user.name = "Ann Author"
    return user


@pytest.mark.asvs("6.2.4")
@pytest.mark.parametrize("password", GUESSED)
def test_what_many_choose_is_refused_though_it_is_long(ann, password):
    assert len(password) >= 12
    with refused("PASSWORD_WEAK", "password"):
        refuse_weak(password, user=ann)


@pytest.mark.parametrize("password", REPEATED)
def test_a_few_signs_over_and_over_are_refused_with_the_remedy(ann, password):
    with pytest.raises(Exception, match="PASSWORD_WEAK") as no:
        refuse_weak(password, user=ann)
    assert "write several words instead" in no.value.sentence


@pytest.mark.asvs("6.2.11")
@pytest.mark.parametrize("password", ABOUT_ANN)
def test_names_of_the_product_the_company_and_the_person_are_not_enough(ann, password):
    with pytest.raises(Exception, match="PASSWORD_WEAK") as no:
        refuse_weak(password, user=ann)
    assert "nothing to do with" in no.value.sentence


@pytest.mark.asvs("6.2.5")
@pytest.mark.parametrize("password", GOOD)
def test_a_password_that_is_hard_to_guess_is_taken(ann, password):
    refuse_weak(password, user=ann)


def test_a_very_long_password_is_looked_at_in_no_time(ann):
    refuse_weak("correct-horse-battery" * 1000 + "!", user=ann)


def test_the_words_of_two_accounts_do_not_mix_when_both_choose_at_once(monkeypatch):
    inside: list[str] = []

    def guess(password: str, *, user_inputs: list[str]) -> dict[str, int]:
        inside.append(password)
        time.sleep(0.02)
        return {"guesses": 10**12 if inside.pop() == password and not inside else 0}

    monkeypatch.setattr(password_rules, "zxcvbn", guess)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(HardToGuess().validate, ["first", "second", "third", "fourth"]))
