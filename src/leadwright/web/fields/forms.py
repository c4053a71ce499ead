"""The forms of own fields: what one is, and how its choices and its conditions are typed."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.fields.models import OwnField
from leadwright.fields.questions import places_of_subject
from leadwright.fields.subjects import FREE, OWN_PREFIX, WITH_CHOICES, Kind, Sees, Subject
from leadwright.foundation.text import loose_key
from leadwright.people.models import User
from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import ActForm, area, blank, let_choose
from leadwright.web.base.languages import add_name_fields, languages, typed_words
from leadwright.web.fields.choice_lines import choices_in, labels_in, line_of
from leadwright.web.parts.own_fields import named_in, typed_value, value_from

WORDS = {
    "help": (gettext_lazy("Explanation in {language}"), 500),
    "section": (gettext_lazy("Section in {language}"), 100),
}
SWITCHES = {
    "filterable": gettext_lazy("Lists can be narrowed and sorted by it"),
    "searchable": gettext_lazy("Leads are found by its words (texts for all companies and both sides alone)"),
    "personal": gettext_lazy("It says something about a person, and goes when the person is erased"),
}
# Which questions are about fields of some subjects alone.
OF_SUBJECTS = {
    "required_from": (Subject.LEAD,),
    "activity_kinds": (Subject.ACTIVITY,),
    "steps_only": (Subject.TASK,),
    "needed": (Subject.ACTIVITY, Subject.TASK),
    "sees": (Subject.LEAD, Subject.CONTACT, Subject.ACCOUNT, Subject.ACTIVITY),
}
NARROWING = ("required_from", "activity_kinds", "steps_only", "sees")
AS_TYPED = ("unit", "expression", *SWITCHES, "subject", "kind")
HINT_OF_CHOICES = gettext_lazy(
    "One choice a line: code = label; the label in further languages after a bar, in the order of the names above. "
    "A line that is taken out is offered no longer and stays where it was chosen."
)


class FieldForm(ActForm):
    """All that can be said of a field; what is said once for good is asked of a new one alone."""

    merges = True
    asked: ClassVar[frozenset[str]] = frozenset(("key", "choices"))
    version = Integer(widget=forms.HiddenInput, required=False)
    subject = forms.ChoiceField(label=gettext_lazy("Field of"), choices=Subject.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    owner = forms.ChoiceField(label=gettext_lazy("For"), widget=forms.RadioSelect)
    key = forms.CharField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("By which files and the API know it; left empty it follows the name."),
    )
    choices = forms.CharField(
        label=gettext_lazy("Choices"), required=False, widget=area(rows=5), help_text=HINT_OF_CHOICES
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Such as km or m²; it stands behind the value."),
    )
    default = forms.CharField(
        label=gettext_lazy("Value at first"),
        required=False,
        help_text=gettext_lazy("What a new one has; of choices the code, of yes or no one of these words."),
    )
    expression = forms.CharField(
        label=gettext_lazy("Computed as"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "An expression over keys, such as area * price; nobody fills such a field in."
        ),
    )
    order = Integer(
        label=gettext_lazy("Place"),
        required=False,
        help_text=gettext_lazy("Smaller numbers come first."),
    )
    sees = forms.ChoiceField(
        label=gettext_lazy("Who sees it"), widget=forms.RadioSelect, choices=Sees.choices, initial=Sees.BOTH
    )
    filterable = forms.BooleanField(label=SWITCHES["filterable"], required=False)
    searchable = forms.BooleanField(label=SWITCHES["searchable"], required=False)
    personal = forms.BooleanField(label=SWITCHES["personal"], required=False, initial=True)
    required_from = forms.MultipleChoiceField(
        label=gettext_lazy("Must be filled in from"), required=False, widget=forms.CheckboxSelectMultiple
    )
    activity_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Of activities of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without any it is asked for on activities of every kind."),
    )
    steps_only = forms.BooleanField(
        label=gettext_lazy("Only steps of processes that name it ask for it"),
        required=False,
        help_text=gettext_lazy("Without this, each task that is made by hand asks for it too."),
    )
    needed = forms.BooleanField(
        label=gettext_lazy("Must be filled in before the activity or the task is done"), required=False
    )
    condition_field = forms.ChoiceField(label=gettext_lazy("Asked for only if"), required=False)
    condition_is = forms.CharField(
        label=gettext_lazy("has one of these values"),
        required=False,
        help_text=gettext_lazy("With commas between them; without any, if it has a value at all."),
    )

    def __init__(
        self,
        *args: Any,
        owners: list[tuple[str, str]],
        siblings: list[OwnField],
        labels: Mapping[str, str],
        kinds: list[tuple[str, str]],
        by: User,
        row: OwnField | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.siblings, self.by = row, siblings, by
        add_name_fields(self)
        self._add_words()
        let_choose(self, "owner", owners)
        self.fields["owner"].initial = owners[0][0]
        others = [(field.key, field.label) for field in siblings if row is None or field.pk != row.pk]
        let_choose(self, "condition_field", blank(others, _("always")))
        known = places_of_subject(self._subject())
        let_choose(self, "required_from", [(code, label) for code, label in labels.items() if code in known])
        let_choose(self, "activity_kinds", kinds)
        if row is None:
            self._follow("choices", "kind", sorted(WITH_CHOICES))
            for name, subjects in OF_SUBJECTS.items():
                self._follow(name, "subject", list(subjects))
        else:
            self._know(row)

    def _follow(self, name: str, other: str, values: list[str]) -> None:
        """Let a script hide a field while another one has none of some values."""
        asked_for = {"data-shown-if": other, "data-shown-for": json.dumps(values)}
        self.fields[name].widget.attrs.update(asked_for)

    def _subject(self) -> str:
        given = self.row.subject if self.row else self.data.get("subject") or self.initial.get("subject")
        return str(given or Subject.LEAD)

    def _add_words(self) -> None:
        for prefix, (words, longest) in WORDS.items():
            for code, language in languages():
                self.fields[f"{prefix}_{code}"] = forms.CharField(
                    label=format_lazy(words, language=language), required=False, max_length=longest
                )

    def _know(self, row: OwnField) -> None:
        """Show a field as it is stored; its subject, kind, owner and key stay."""
        for name in ("subject", "kind", "owner", "key"):
            del self.fields[name]
        if row.kind not in WITH_CHOICES:
            del self.fields["choices"]
        for name in (name for name, subjects in OF_SUBJECTS.items() if row.subject not in subjects):
            del self.fields[name]
        if row.kind not in FREE or row.subject != Subject.LEAD or row.organisation_id:
            del self.fields["searchable"]
        condition = row.condition or {}
        other = next((field for field in self.siblings if field.pk == condition.get("field")), None)
        self.initial.update(
            {
                "version": row.version,
                "choices": "\n".join(line_of(choice) for choice in row.offered),
                "unit": row.unit,
                "default": _text_of(row, row.default, self.by),
                "order": row.position,
                "expression": row.expression,
                "sees": row.sees,
                "filterable": row.is_filterable,
                "searchable": row.is_searchable,
                "personal": row.is_personal,
                "required_from": row.required_from,
                "activity_kinds": row.activity_kinds,
                "steps_only": row.is_of_steps,
                "needed": bool(row.required_from),
                "condition_field": other.key if other else "",
                "condition_is": ", ".join(
                    _text_of(other, item, self.by) for item in condition.get("is") or ()
                )
                if other
                else "",
            }
        )
        for prefix, words in (("label", row.labels), ("help", row.helps), ("section", row.sections)):
            self.initial.update({f"{prefix}_{code}": text for code, text in words.items()})

    def choices_typed(self) -> list[dict[str, Any]]:
        """Return the choices as far as they are typed."""
        return choices_in(str(self["choices"].value() or "")) if "choices" in self.fields else []

    def place_of(self, name: str) -> str:
        """Return the field in which a part of the definition was typed."""
        first, _dot, rest = name.partition(".")
        if first in ("label", "help", "section"):
            return f"{first}_{rest or languages()[0][0]}"
        if first == "required_from" and self._subject() in OF_SUBJECTS["needed"]:
            return "needed"
        if first == "shown_if":
            return "condition_is" if rest == "is" else "condition_field"
        return first

    def payload(self) -> dict[str, Any]:
        """Return what the actions take."""
        typed = self.cleaned_data
        data: dict[str, Any] = {name: typed[name] for name in AS_TYPED if name in typed}
        for prefix in ("label", *WORDS):
            data[prefix] = {code: text for code, text in typed_words(typed, prefix).items() if text}
        if typed.get("order") is not None:
            data["order"] = typed["order"]
        if "key" in typed:
            data["key"] = self._key(typed)
        if "choices" in typed and self._kind() in WITH_CHOICES:
            data["choices"] = choices_in(typed["choices"])
        data |= self._narrowing(typed)
        if self._is_changed("default"):
            data["default"] = self._default(typed["default"])
        if self._is_changed("condition_field", "condition_is"):
            data["shown_if"] = self._condition()
        return data

    def _narrowing(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """Return where a field is asked for, and from when on it is needed, as far as its subject has that."""
        subject = self._subject()
        data = {name: typed[name] for name in NARROWING if name in typed and subject in OF_SUBJECTS[name]}
        if subject in OF_SUBJECTS["needed"]:
            data["required_from"] = sorted(places_of_subject(subject)) if typed["needed"] else []
        return data

    def _is_changed(self, *names: str) -> bool:
        """Tell whether something was typed anew: what stayed as it was is not read back from its words."""
        return self.row is None or not set(names).isdisjoint(self.changed_data)

    def clean_choices(self) -> str:
        """Refuse labels in more languages than there are, which nobody would read."""
        typed: str = self.cleaned_data["choices"]
        most = len(languages())
        for line in filter(str.strip, typed.splitlines()):
            if len(labels_in(line)) > most:
                text = _(
                    "“%(line)s” has more labels than there are languages; write \\| for a bar in a label."
                )
                raise forms.ValidationError(text % {"line": line.strip()[:60]})
        return typed

    def _kind(self) -> str:
        return str(self.row.kind if self.row else self.cleaned_data["kind"])

    def _key(self, typed: Mapping[str, Any]) -> str:
        """Return the key as it was typed, or as it follows from the name, with the beginning of a company's own."""
        first = languages()[0][0]
        plain = "_".join("".join(c if c.isalnum() else " " for c in typed[f"label_{first}"]).split())
        key = typed["key"] or loose_key(plain)[:50]
        is_own = typed["owner"] == "own"
        if is_own and not key.startswith(OWN_PREFIX):
            return f"{OWN_PREFIX}{key}"
        return key

    def _default(self, typed: str) -> Any:
        row = self.row or OwnField(kind=self._kind())
        return value_from(row, typed)

    def _condition(self) -> dict[str, Any] | None:
        key = self.cleaned_data["condition_field"]
        other = next((field for field in self.siblings if field.key == key), None)
        if other is None:
            return None
        texts = [text.strip() for text in self.cleaned_data["condition_is"].split(",") if text.strip()]
        values = [value_from(other, text) for text in texts]
        flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
        return {"field": key} | ({"is": flat} if flat else {})


def _text_of(row: OwnField, value: Any, by: User) -> str:
    stored = [value] if row.kind == Kind.CHOICES and isinstance(value, int) else value
    typed = typed_value(row, stored, named_in((row,), {str(row.pk): stored}, by=by))
    return ", ".join(typed) if isinstance(typed, list) else str(typed)
