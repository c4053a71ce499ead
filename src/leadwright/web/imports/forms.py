"""The form that puts up a file of leads, with those that belong to it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.fields.models import OwnField
from leadwright.fields.subjects import Subject
from leadwright.foundation.encodings import OFFERED
from leadwright.foundation.money import is_currency
from leadwright.foundation.refusals import sentence_of
from leadwright.foundation.text import storable
from leadwright.intake.models import Import
from leadwright.intake.own_columns import Columns, known_fields
from leadwright.intake.reading.tables import Reading
from leadwright.intake.receiving import Received
from leadwright.intake.remarks import words_of_encoding
from leadwright.people.models import User
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import ActForm, let_choose
from leadwright.web.base.uploads import LARGEST, FilesField, ManyFiles
from leadwright.web.imports.words import SEPARATORS

TABLES = ".csv,.tsv,.txt,.xlsx,.xlsb,.xls,.ods,.jsonl,.zip,text/csv"
MOST_BESIDE = 20
FIRST_LINES = 1_000


class ImportForm(ActForm):
    """A file, those beside it, and the currency of its amounts."""

    places: ClassVar[dict[str, str]] = {"mapping": "file"}
    file = forms.FileField(
        label=gettext_lazy("File with the leads"),
        help_text=gettext_lazy("A table: CSV, a workbook (XLSX, ODS, XLS), lines of JSON, or a ZIP of them."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": TABLES}),
    )
    beside = FilesField(
        label=gettext_lazy("Files that belong to it"),
        help_text=gettext_lazy("Accounts, products or sales teams; each is recognised by its headers."),
        required=False,
        max_length=255,
        widget=ManyFiles(attrs={"accept": TABLES}),
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency of the amounts"),
        help_text=gettext_lazy("A code of three letters, such as EUR."),
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        if too_large:
            self.fields["file"].required, self.status = False, 413

    def clean_currency(self) -> str:
        """Return the code of a currency."""
        code: str = self.cleaned_data["currency"].upper()
        if not is_currency(code):
            raise forms.ValidationError(_("There is no currency with this code."))
        return code

    def clean_beside(self) -> "list[UploadedFile[bytes]]":
        """Return the files beside the main one, unless there are too many."""
        files: list[UploadedFile[bytes]] = self.cleaned_data["beside"]
        if len(files) > MOST_BESIDE:
            raise forms.ValidationError(_("Choose at most %(number)d files.") % {"number": MOST_BESIDE})
        return files

    def clean(self) -> None:
        """Say what is too large at the field that it came with."""
        if self.too_large:
            self.add_error("file", sentence_of("TOO_LARGE", {"limit": f"{LARGEST // 2**20} MB"}))

    def received(self) -> Received:
        """Return the file with its bytes as they came."""
        return _received(self.cleaned_data["file"])

    def received_beside(self) -> list[Received]:
        """Return the files beside it."""
        return [_received(item) for item in self.cleaned_data["beside"]]


DAY_FIRST, MONTH_FIRST = "day", "month"
POINT, COMMA = "point", "comma"


class ColumnsForm(ActForm):
    """Which columns of a file are own fields, and how the file writes days and decimals."""

    days = forms.ChoiceField(
        label=gettext_lazy("A day such as 03/04/2026 is"),
        choices=[(DAY_FIRST, gettext_lazy("3 April")), (MONTH_FIRST, gettext_lazy("4 March"))],
        widget=forms.RadioSelect,
    )
    decimals = forms.ChoiceField(
        label=gettext_lazy("Decimals are written as"),
        choices=[(POINT, "1,234.50"), (COMMA, "1.234,50")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, upload: Import, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = Columns.stored(upload.columns)
        self.headers: list[str] = upload.summary.get("columns", [])
        offered = _offered(known_fields(upload.organisation, by).values())
        for place, header in enumerate(self.headers):
            pk = stored.field_of(header)
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header, required=False, choices=offered, initial=str(pk or "")
            )
        self.initial = {
            "days": DAY_FIRST if stored.is_day_first else MONTH_FIRST,
            "decimals": COMMA if stored.has_commas else POINT,
        }

    @property
    def columns(self) -> list[forms.BoundField]:
        """The columns, each with the fields that it could be."""
        return [self[f"column_{place}"] for place in range(len(self.headers))]

    def chosen(self) -> Columns:
        """Return what was chosen."""
        given = self.cleaned_data
        fields = {
            header: int(given[f"column_{place}"])
            for place, header in enumerate(self.headers)
            if given.get(f"column_{place}")
        }
        return Columns(
            fields=fields,
            is_day_first=given["days"] == DAY_FIRST,
            has_commas=given["decimals"] == COMMA,
            is_said=True,
        )


class ReadingForm(ActForm):
    """How a file is read: what its cells are parted by, how it is encoded, and where its headings are."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"))
    separator = forms.ChoiceField(label=gettext_lazy("Cells are parted by"))
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    heading = Integer(
        label=gettext_lazy("Line of the headings"),
        help_text=gettext_lazy("0 if there are none: then columns are named by their places."),
        min_value=0,
        max_value=FIRST_LINES,
    )
    quotes = forms.BooleanField(label=gettext_lazy("Quotation marks hold cells together"), required=False)

    def __init__(self, *args: Any, upload: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data, chosen = upload.summary, upload.file.how_read
        self.initial = {
            "encoding": data["encoding"],
            "separator": data["separator"],
            "sheet": data.get("sheet", ""),
            "heading": data.get("heading", 1),
            "quotes": chosen.has_quotes,
        }
        sheets = data.get("sheets", [])
        if sheets:
            del self.fields["encoding"], self.fields["separator"], self.fields["quotes"]
            let_choose(self, "sheet", [(name, name) for name in sheets])
            return
        del self.fields["sheet"]
        let_choose(self, "encoding", [(code, words_of_encoding(code)) for code in OFFERED])
        let_choose(self, "separator", [(mark, str(words)) for mark, words in SEPARATORS.items()])

    def chosen(self) -> Reading:
        """Return what was chosen."""
        given = self.cleaned_data
        return Reading(
            encoding=given.get("encoding", ""),
            separator=given.get("separator", ""),
            sheet=given.get("sheet", ""),
            heading=given["heading"],
            has_quotes=given.get("quotes", True),
        )


def _offered(rows: Iterable[OwnField]) -> list[Any]:
    """Return the own fields by what they are on, and before them that a column is left out."""
    known = list(rows)
    groups = [
        (subject.label, [(str(row.pk), row.label) for row in known if row.subject == subject])
        for subject in (Subject.LEAD, Subject.CONTACT)
    ]
    return [("", _("not taken over")), *(group for group in groups if group[1])]


def _received(file: "UploadedFile[bytes]") -> Received:
    return Received(storable(file.name or "")[:255], file.read())
