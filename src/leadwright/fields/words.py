"""What the parts of a definition are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "fields": _("the own fields"),
    "key": _("the key"),
    "kind": _("the kind"),
    "label": _("the label"),
    "help": _("the explanation"),
    "section": _("the section"),
    "order": _("the place"),
    "unit": _("the unit"),
    "default": _("the default"),
    "choices": _("the choices"),
    "columns": _("the columns"),
    "filterable": _("whether lists are narrowed by it"),
    "searchable": _("whether it is searched"),
    "personal": _("whether it is personal"),
    "sees": _("who sees it"),
    "required_from": _("from where on it is required"),
    "activity_kinds": _("the kinds of activities that have it"),
    "steps_only": _("whether only steps of processes ask for it"),
    "shown_if": _("when it is shown"),
    "confirm": _("the confirmation"),
    "expression": _("how it is computed"),
    "to": _("the field that the values go into"),
    "dry_run": _("whether it is only tried"),
    "overwrite": _("whether what is there is overwritten"),
    "rows": _("the number of rows"),
}
