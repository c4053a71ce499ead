"""Words of a list that nobody has here yet are made while a file is mapped, by whoever may."""

import pytest

from leadwright.foundation.refusals import Refused
from leadwright.intake.choices import choose_mapping
from leadwright.intake.models import Import
from leadwright.intake.receiving import Received
from leadwright.leads.models import Category, Lead, OutcomeReason, Source
from leadwright.people.models import Profile
from tests.intake.bringing import checked, let_in, worked
from tests.makers import NOON

TEXT = "Key,Firm,From,Sort,Why,Stage\n1,Bolt,Radio spot,Spare part,Too late,lost\n2,Nut,Website,,,open\n"
MAPPING = {
    "title": "Heard",
    "signature": ["Key", "Firm", "From"],
    "fields": {
        "key": {"column": "Key"},
        "company.name": {"column": "Firm"},
        "status": {"column": "Stage", "values": {"open": "in-contact", "lost": "closed-lost"}},
        "source": {"column": "From", "values": {"Radio spot": "+", "Website": "+"}},
        "category": {"column": "Sort", "values": {"Spare part": "+"}},
        "lost_reason": {"column": "Why", "values": {"Too late": "+"}},
    },
}
FILE = Received("heard.csv", TEXT.encode())


@pytest.fixture
def boss(house):
    """Return a distributor who also sets things up."""
    house.dina.profiles.add(*Profile.objects.filter(code="administrator"))
    return house.dina


def test_a_word_that_is_to_be_made_is_a_row_of_its_list_and_of_its_lead(boss):
    before = Source.objects.count()
    row = let_in(checked(FILE, by=boss, mapping=MAPPING).pk, by=boss)
    lead = Lead.objects.with_rules().get(external_key="1")
    assert row.counts["new"] == 2
    assert (lead.source.labels["nl"], lead.category.labels["en"], lead.lost_reason.labels["en"]) == (
        "Radio spot",
        "Spare part",
        "Too late",
    )
    assert Source.objects.count() == before + 1
    assert Lead.objects.get(external_key="2").source.code == "website"


def test_a_second_file_that_says_the_same_makes_nothing_anew(boss):
    checked(FILE, by=boss, mapping=MAPPING)
    before = [model.objects.count() for model in (Source, Category, OutcomeReason)]
    checked(FILE, by=boss, mapping=MAPPING)
    assert [model.objects.count() for model in (Source, Category, OutcomeReason)] == before


def test_who_may_not_set_up_makes_no_word_and_nothing_is_kept(house):
    before = Source.objects.count()
    with pytest.raises(Refused) as refused:
        checked(FILE, by=house.dina, mapping=MAPPING)
    assert refused.value.code == "PERMISSION_DENIED"
    assert (Source.objects.count(), Import.objects.count()) == (before, 0)


def test_a_mapping_that_is_chosen_later_makes_its_words_too(boss):
    plain = {**MAPPING, "fields": {**MAPPING["fields"], "source": {"column": "From"}}}
    row = checked(FILE, by=boss, mapping=plain)
    choose_mapping(row.pk, MAPPING, by=boss, at=NOON)
    row = worked(row)
    assert Source.objects.filter(labels__en="Radio spot").exists()
    assert "+" not in row.mapping["fields"]["source"]["values"].values()
