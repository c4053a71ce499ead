"""The files of a contact follow it into a merger, and come back."""

from leadwright.contacts.actions import merge, unmerge
from leadwright.files.models import File
from tests.files.attaching import attach
from tests.makers import NOON, House, change_rights, make_contact


def test_files_move_with_their_contact_and_return(house: House) -> None:
    change_rights(house.dina, contact_merge="organisation")
    mine, theirs = make_contact(house.dina), make_contact(house.dina)
    kept, moved = attach(mine, house.dina), attach(theirs, house.dina)
    merge(mine.pk, other=theirs.pk, by=house.dina, at=NOON)
    assert set(File.objects.on("contact", mine.pk)) == {kept, moved}
    unmerge(mine.pk, by=house.dina, at=NOON)
    assert list(File.objects.on("contact", mine.pk)) == [kept]
    assert list(File.objects.on("contact", theirs.pk)) == [moved]
