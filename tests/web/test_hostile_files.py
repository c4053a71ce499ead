"""Files made to do harm, put up on pages: each is refused or looked at, and nothing is stored by halves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leadwright.contacts.models import Contact
from leadwright.intake.models import Import, KeptFile
from tests.intake.hostile import CARDS, TEXTS, WORKBOOKS


@pytest.mark.parametrize("kind", [*TEXTS, *WORKBOOKS])
def test_of_a_file_that_is_refused_nothing_is_kept(house, enter, kind):
    content = TEXTS[kind](20_000) if kind in TEXTS else WORKBOOKS[kind]()
    file = SimpleUploadedFile("x.csv", content)
    answer = enter(house.dina).post("/leads/import/", {"file": file, "currency": "EUR"})
    assert answer.status_code in (303, 422)
    assert KeptFile.objects.count() == Import.objects.count() == (answer.status_code == 303)


@pytest.mark.parametrize("kind", CARDS)
def test_of_cards_nothing_is_stored_before_somebody_chose(house, enter, kind):
    known = Contact.objects.count()
    file = SimpleUploadedFile("x.vcf", CARDS[kind](20_000), content_type="text/vcard")
    answer = enter(house.ann).post("/contacts/vcards/new/", {"file": file})
    assert answer.status_code in (200, 422)
    assert Contact.objects.count() == known
