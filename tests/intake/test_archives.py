"""A ZIP of an export is taken apart: its main file is brought in with those that belong to it, the rest is named."""

import pytest

from leadwright.foundation.refusals import Refused
from leadwright.intake.actions import import_file
from leadwright.intake.reading import archive_child
from leadwright.intake.reading.archives import names_of, unpacked
from leadwright.intake.reading.tables import USUAL
from leadwright.intake.receiving import Received
from leadwright.intake.suggestions import suggestion_lines
from leadwright.leads.models import Lead
from leadwright.values.context import Unreadable
from tests.intake.archives import zipped
from tests.intake.bringing import ACCOUNTS, DEALS, PRODUCTS, SELLERS, brought, checked, let_in
from tests.intake.measured import MIB, measured
from tests.makers import NOON

EXPORT = {"deals.csv": DEALS, "accounts.csv": ACCOUNTS, "products.csv": PRODUCTS, "sellers.csv": SELLERS}
PRINTED = "%PDF-1.7\n"


def up(house, files: dict[str, str], **more):
    return checked(Received("export.zip", zipped(files)), by=house.dina, **more)


def test_an_export_comes_in_with_all_that_belongs_to_it(house):
    row = up(house, dict(reversed(EXPORT.items())))
    assert (row.file.name, row.counts["new"], row.summary["lacking"]) == ("deals.csv", 6, [])
    let_in(row.pk, by=house.dina)
    assert brought("A1").contact.country == "US"


def test_what_is_in_no_table_or_not_used_is_named(house):
    more = {
        "offer.pdf": PRINTED,
        "more/notes.csv": "a,b\n1,2\n",
        "empty.csv": "",
        "__MACOSX/._deals.csv": "x",
    }
    row = up(house, EXPORT | more)
    assert row.summary["ignored"] == ["notes.csv"]
    assert [name for name, _reason in row.summary["left_out"]] == ["offer.pdf", "empty.csv"]
    assert "a PDF" in row.summary["left_out"][0][1]


def test_a_mapping_of_ones_own_says_which_file_is_meant(house):
    own = {
        "title": "Plain",
        "signature": ["Key", "Firm"],
        "fields": {"key": {"column": "Key"}, "company.name": {"column": "Firm"}, "status": {"value": "new"}},
    }
    row = up(house, {"z.csv": "Key,Firm\n1,Bolt\n", "a.csv": "Code,Name\n1,Nut\n"}, mapping=own)
    assert (row.file.name, row.counts["new"]) == ("z.csv", 1)


def test_files_of_which_each_could_be_meant_are_not_guessed(house):
    with pytest.raises(Refused) as refused:
        up(house, {"one/deals.csv": DEALS, "two/deals.csv": DEALS.replace("A1", "B1")})
    assert "one - deals.csv, two - deals.csv" in refused.value.sentence
    assert refused.value.facts["field"] == "file"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"offer.pdf": PRINTED}, "holds no table"),
        ({"folder/": ""}, "holds no table"),
        ({"inner.zip": "PK\x03\x04"}, "holds no table"),
        ({f"{n}.csv": "a,b\n1,2\n" for n in range(archive_child.MOST_FILES + 1)}, "holds too much"),
    ],
)
def test_an_archive_without_a_table_or_with_too_many_files_is_refused(house, files, reason):
    with pytest.raises(Refused) as refused:
        up(house, files)
    assert reason in refused.value.sentence
    assert not Lead.objects.exists()


def test_a_damaged_archive_and_one_with_a_password_are_refused_by_name():
    whole = zipped(EXPORT)
    locked = bytearray(zipped({"deals.csv": DEALS}))
    locked[6] |= archive_child.ENCRYPTED
    locked[locked.rindex(b"PK\x01\x02") + 8] |= archive_child.ENCRYPTED
    for content, reason in ((whole[:-40], "damaged"), (bytes(locked), "password")):
        with pytest.raises(Unreadable, match=reason):
            unpacked(content)


@pytest.mark.parametrize("name", ["/abs/a.csv", "../../a.csv", "..\\a.csv", "C:/x/a.csv", "a.csv"])
def test_a_name_that_leads_elsewhere_is_only_a_name(name):
    assert names_of([name]) == ["a.csv"]
    assert unpacked(zipped({name: "a,b\n1,2\n"})) == [("a.csv", b"a,b\n1,2\n")]


@pytest.mark.parametrize("size", [70, 300])
def test_a_bomb_is_refused_and_takes_no_memory(size):
    content = zipped({"deals.csv": "a,b\n" + "1" * (size * MIB)})
    done = measured(lambda: unpacked(content))
    assert "holds too much" in done.outcome
    assert done.grown < 20 * MIB
    assert done.children < 700 * MIB


def test_the_command_takes_an_archive_and_suggests_a_mapping_for_what_nobody_knows(house, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(zipped(EXPORT))
    report = import_file(path, by=house.dina, at=NOON)
    assert (report.leads, sorted(report.beside), brought("A1").contact.country) == (
        6,
        ["accounts", "products", "sellers"],
        "US",
    )
    path.write_bytes(zipped({"x.csv": "Nummer;Firma;Stand\nV1;Bolt;gewonnen\n", "offer.pdf": PRINTED}))
    lines = list(suggestion_lines(path, organisation=None, reading=USUAL, at=NOON))
    assert "# Firma ← company.name (synonym), such as Bolt" in lines
