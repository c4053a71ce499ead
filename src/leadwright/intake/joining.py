"""Files beside the main one: which of their lines belongs to a line of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import loose_key
from leadwright.intake.mapping import Beside
from leadwright.intake.reading.tables import Table, plain_header

Row = tuple[str, ...]
Bound = Mapping[str, Row]


@dataclass
class Joined:
    """A file beside the main one, whose lines are found by a name, or by one that is spelled nearly so."""

    beside: Beside
    table: Table
    repaired: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.places = self.table.places()
        place = self.place(self.beside.matches)
        self.exact = {
            line.cells[place].strip(): line.cells for line in self.table.lines if len(line.cells) > place
        }
        shapes = Counter(map(loose_key, self.exact))
        self.loose = {loose_key(name): name for name in self.exact if shapes[loose_key(name)] == 1}

    def place(self, column: str) -> int:
        """Return where a column stands."""
        return place_of(self.places, column)

    def find(self, name: str) -> Row:
        """Return the line with a name; none gives an empty line. That a name is spelled otherwise is counted."""
        meant = self.meant(name)
        if meant != name and meant:
            self.repaired[name, meant] += 1
        return self.exact.get(meant, ())

    def meant(self, name: str) -> str:
        """Return the name of the line that a name means, or nothing."""
        return name if name in self.exact or not name else self.loose.get(loose_key(name), "")


def place_of(places: Mapping[str, int], column: str) -> int:
    """Return where a column stands; one that the file does not have is refused."""
    match = places.get(plain_header(column))
    if match is None:
        text = _("the file has no column “{column}”").format(column=column)
        refuse("FIELD_INVALID", field="mapping", reason=text)
    return match
