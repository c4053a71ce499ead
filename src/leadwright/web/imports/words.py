"""What separators are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SEPARATORS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("bar"),
}


def words_of_separator(mark: str) -> str:
    """Return what a separator is called; what has none is no file of rows."""
    return str(SEPARATORS.get(mark, mark)) if mark else _("none")
