"""A ZIP of an export is taken apart: its main file is brought in with those that belong to it, the rest is named."""

import json
from contextlib import nullcontext

import pytest

from leadwright.console import installation
from leadwright.console.main import main
from leadwright.foundation.refusals import Refused
from leadwright.intake import laying_out
from leadwright.intake.actions import import_file
from leadwright.intake.reading import archive_child
from leadwright.intake.reading.archives import Member, names_of, unpacked
from leadwright.intake.reading.tables import USUAL
from leadwright.intake.receiving import Received, among
from leadwright.intake.recognising import recognised
from leadwright.intake.suggestions import suggestion_lines
from leadwright.leads.models import Lead
from leadwright.values.context import Unreadable
from tests.intake import workbook
from tests.intake.archives import of_another_length, zipped, zipped_pairs
from tests.intake.bringing import ACCOUNTS, DEALS, PRODUCTS, SELLERS, brought, checked, let_in
from tests.intake.measured import MIB, measured
from tests.makers import NOON

EXPORT = {"deals.csv": DEALS, "accounts.csv": ACCOUNTS, "products.csv": PRODUCTS, "sellers.csv": SELLERS}
PRINTED = "%PDF-1.7\n"
PLAIN = "a,b\n1,2\n"


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
    assert unpacked(zipped({name: PLAIN})) == [Member(name="a.csv", content=PLAIN.encode())]


def test_files_that_are_called_alike_stay_apart_and_a_link_is_only_named(house):
    content = zipped_pairs(
        [("deals.csv", DEALS), ("a.csv", PLAIN), ("a.csv", "c,d\n")], links={"b.csv": "/etc/passwd"}
    )
    row = checked(Received("export.zip", content), by=house.dina)
    assert (row.counts["new"], row.summary["ignored"]) == (6, ["a.csv", "a.csv (2)"])
    assert row.summary["left_out"] == [["b.csv", "it only says where another file is"]]


@pytest.mark.parametrize("length", [3, 12])
def test_a_file_that_is_longer_or_shorter_than_it_says_never_runs_into_the_next(length):
    content = zipped({"a.csv": PLAIN, "b.csv": "c,d\n3,4\n"})
    with pytest.raises(Unreadable, match="damaged"):
        unpacked(of_another_length(content, length))


def test_what_is_certainly_no_table_is_not_unpacked_and_counts_for_no_limit():
    printed = [(f"files/{n}.pdf", PRINTED.encode() + bytes(3 * MIB)) for n in range(archive_child.MOST_FILES)]
    members = unpacked(zipped_pairs([("deals.csv", DEALS), *printed]))
    assert len(members) == archive_child.MOST_FILES + 1
    assert sum(len(member.content) for member in members[1:]) == archive_child.MOST_FILES * archive_child.HEAD


def test_an_archive_that_takes_too_long_to_look_through_is_refused(house, monkeypatch):
    monkeypatch.setattr(laying_out, "SECONDS", -1)
    with pytest.raises(Refused) as refused:
        up(house, EXPORT)
    assert "too long" in refused.value.sentence


def test_a_large_archive_takes_no_more_memory_than_its_files():
    line = "A1,Mia Stone,GTX Pro,Harbour Light,Won,10/20/2016,3/1/2017,4821\n"
    content = zipped({f"{n}.csv": line * 160_000 for n in range(4)})
    done = measured(lambda: sum(len(member.content) for member in unpacked(content)))
    assert done.outcome == str(4 * 160_000 * len(line))
    assert done.grown < 60 * MIB


def test_a_table_that_does_not_belong_to_the_main_one_is_not_read_to_its_end():
    strange = Received("n.csv", b"a,b\n" + b"1,2\n" * 1_000_000)
    mapping = recognised(DEALS.partition("\n")[0].split(","))
    done = measured(lambda: list(among([strange, Received("a.csv", ACCOUNTS.encode())], mapping)))
    assert done.outcome == "['accounts']"
    assert done.grown < 10 * MIB


@pytest.mark.parametrize("size", [70, 300])
def test_a_bomb_is_refused_and_takes_no_memory(size):
    content = zipped({"deals.csv": "a,b\n" + "1" * (size * MIB)})
    done = measured(lambda: unpacked(content))
    assert "holds too much" in done.outcome
    assert done.grown < 20 * MIB


def test_the_command_takes_an_archive_and_suggests_a_mapping_for_what_nobody_knows(house, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(zipped({**EXPORT, "offer.pdf": PRINTED, "a.csv": PLAIN}))
    report = import_file(path, by=house.dina, at=NOON)
    assert "Left out: a.csv, offer.pdf (it is a PDF, not a table)" in report.lines()
    assert (report.leads, sorted(report.beside), brought("A1").contact.country) == (
        6,
        ["accounts", "products", "sellers"],
        "US",
    )
    path.write_bytes(zipped({"x.csv": "Nummer;Firma;Stand\nV1;Bolt;gewonnen\n", "offer.pdf": PRINTED}))
    lines = list(suggestion_lines(path, organisation=None, reading=USUAL, at=NOON))
    assert lines[0] == "# x.csv; left out: offer.pdf (it is a PDF, not a table)"
    assert "# Firma ← company.name (synonym), such as Bolt" in lines


def test_a_workbook_and_lines_of_json_in_an_archive_are_told_by_what_they_hold(house):
    rows = [line.split(",") for line in DEALS.splitlines()]
    sheet = workbook.workbook(
        Deals="".join(workbook.row(number, *cells) for number, cells in enumerate(rows, start=1))
    )
    goods = json.dumps({"product": "GTX Pro", "series": "GTX", "sales_price": "4821"})
    content = zipped_pairs([("deals.bin", sheet), ("goods.txt", goods), ("nested.xlsx", zipped(EXPORT))])
    made = checked(Received("export.xlsx", content), by=house.dina)
    assert (made.file.name, made.counts["new"], made.summary["sheet"]) == ("deals.bin", 6, "Deals")
    assert [file for _name, file, _lines in made.summary["beside"]] == ["goods.txt"]
    assert made.summary["left_out"] == [["nested.xlsx", "it is a compressed file in a compressed file"]]


def test_the_command_says_at_the_shell_what_it_leaves_out(house, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(installation, "database", nullcontext)
    monkeypatch.setattr(installation, "enter", lambda: None)
    path = tmp_path / "export.zip"
    path.write_bytes(zipped({**EXPORT, "offer.pdf": PRINTED}))
    assert main(["import", str(path), "--dry-run", "--json"]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert "Left out: offer.pdf (it is a PDF, not a table)" in lines
    assert json.loads(last)["left_out"] == ["offer.pdf (it is a PDF, not a table)"]
