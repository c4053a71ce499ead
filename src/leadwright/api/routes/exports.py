"""Lists as files, each as CSV and as a workbook, beside the list and under one common address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router

from leadwright.accounts import exporting as accounts
from leadwright.accounts.filters import ACCOUNTS, CONTACTS, accounts_for, contacts_for
from leadwright.api.lead_answers import asker
from leadwright.api.parameters import BOM, BY_OWN_FIELDS, chosen, parameters_of, switch
from leadwright.contacts import exporting as contacts
from leadwright.contacts.card_exporting import export_cards
from leadwright.contacts.models import ContactQuerySet
from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.clock import now
from leadwright.foundation.sheets import Format, Sheet, Wanted
from leadwright.leads import exporting as leads
from leadwright.leads.customers import customers_among
from leadwright.leads.features import part_of
from leadwright.leads.filters import LEADS, table_for
from leadwright.leads.states import Feature
from leadwright.people.filtering import FilterTable

router = Router()


@dataclass(frozen=True, kw_only=True)
class ExportedList:
    """A list that is handed out as a file: by which table it is narrowed, what makes it, and where that is noted."""

    name: str
    table: FilterTable[Any]
    sheet_of: Callable[[HttpRequest, Wanted], Sheet]
    noted: str
    feature: Feature | None = None


def _offer(offered: ExportedList, file_format: Format) -> None:
    """Add the addresses of a list in a format: beside the list, and under the one that all lists share."""
    name, is_csv = offered.name, file_format is Format.CSV
    view = _view(offered, file_format)
    parameters = parameters_of(offered.table, *((BOM,) if is_csv else ()), BY_OWN_FIELDS, in_pages=False)
    addresses = {
        f"/{name}/export.{file_format}": f"export_{name}" if is_csv else f"export_{name}_as_workbook",
        f"/export/{name}.{file_format}": f"get_csv_of_{name}" if is_csv else f"get_workbook_of_{name}",
    }
    for address, operation_id in addresses.items():
        extra = {"parameters": parameters}
        router.get(address, operation_id=operation_id, response={200: str}, openapi_extra=extra)(view)


def _view(offered: ExportedList, file_format: Format) -> Callable[[HttpRequest], HttpResponseBase]:
    def view(request: HttpRequest) -> HttpResponseBase:
        return offered.sheet_of(request, _wanted(request, file_format)).answer(request)

    form = "a file of rows (CSV)" if file_format is Format.CSV else "a workbook (XLSX)"
    view.__name__ = f"{offered.name}_as_{'csv' if file_format is Format.CSV else 'workbook'}"
    view.__doc__ = f"""Hand out all {offered.name} of a list as {form}, narrowed and sorted as the list is.

    It stands in {offered.noted}.
    """
    return part_of(offered.feature)(view) if offered.feature else view


def _leads(request: HttpRequest, wanted: Wanted) -> Sheet:
    by = asker(request)
    narrowed = chosen(request, table_for(by), by=by, at=wanted.at)
    return leads.export(narrowed, wanted=wanted)


def _contacts(request: HttpRequest, wanted: Wanted) -> Sheet:
    by = asker(request)
    table = contacts_for(by)
    narrowed = chosen(request, table, by=by, at=wanted.at)

    def narrow(rows: ContactQuerySet) -> ContactQuerySet:
        return table.narrow(rows, narrowed)

    return contacts.export(narrowed, narrow=narrow, customers=customers_among, wanted=wanted)


def _accounts(request: HttpRequest, wanted: Wanted) -> Sheet:
    by = asker(request)
    narrowed = chosen(request, accounts_for(by), by=by, at=wanted.at)
    return accounts.export(narrowed, wanted=wanted)


def _wanted(request: HttpRequest, file_format: Format) -> Wanted:
    return Wanted(
        format=file_format,
        in_words=False,
        has_mark=file_format is Format.CSV and switch(request, "bom"),
        asked=attempt_of(request, face="api"),
        at=now(),
    )


EXPORTED = (
    ExportedList(name="leads", table=LEADS, sheet_of=_leads, noted="the security log"),
    ExportedList(name="contacts", table=CONTACTS, sheet_of=_contacts, noted="the history of each"),
    ExportedList(
        name="accounts",
        table=ACCOUNTS,
        sheet_of=_accounts,
        noted="the security log",
        feature=Feature.CONVERSION,
    ),
)
for _list in EXPORTED:
    for _format in Format:
        _offer(_list, _format)


def _cards(request: HttpRequest) -> HttpResponseBase:
    """Hand out all contacts of a list as vCards, narrowed and sorted as the list is.

    It stands in the history of each.
    """
    by, wanted = asker(request), _wanted(request, Format.CSV)
    table = contacts_for(by)
    narrowed = chosen(request, table, by=by, at=wanted.at)

    def narrow(rows: ContactQuerySet) -> ContactQuerySet:
        return table.narrow(rows, narrowed)

    return export_cards(narrowed, narrow=narrow, wanted=wanted).answer(request)


for _address, _operation in (
    ("/contacts/export.vcf", "export_contacts_as_vcards"),
    ("/export/contacts.vcf", "get_vcards_of_contacts"),
):
    _extra = {"parameters": parameters_of(CONTACTS, BY_OWN_FIELDS, in_pages=False)}
    router.get(_address, operation_id=_operation, response={200: str}, openapi_extra=_extra)(
        part_of(Feature.VCARDS)(_cards)
    )
