"""The set-ups that are shipped: whole configurations to start from, each in a file that people can read."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadwright.foundation.labels import label_in
from leadwright.foundation.refusals import NotFound
from leadwright.leads.configuration.blueprint import Blueprint, Labels
from leadwright.leads.configuration.parsing import read
from leadwright.leads.configuration.yaml_source import Source

FIRST = "partner-leads"
SETUPS = (FIRST, "software-demo", "car-showroom", "business-sales")
HOME = "leadwright.leads.setups"


@dataclass(frozen=True, kw_only=True)
class Setup:
    """A shipped configuration with what it is called and for whom it is."""

    code: str
    labels: Labels
    purposes: Labels
    blueprint: Blueprint
    text: str

    def name_in(self, language: str | None) -> str:
        """Return its name in a language."""
        return label_in(dict(self.labels), language, self.code)

    def purpose_in(self, language: str | None) -> str:
        """Return in a language for whom it is."""
        return label_in(dict(self.purposes), language, "")


@cache
def setup_of(code: str) -> Setup:
    """Return a shipped set-up by its code."""
    if code not in SETUPS:
        raise NotFound
    text = files(HOME).joinpath(f"{code}.yaml").read_text(encoding="utf-8")
    source = Source(text)
    about = source.data["about"]
    return Setup(
        code=code, labels=about["name"], purposes=about["purpose"], blueprint=read(source), text=text
    )


def setups() -> list[Setup]:
    """Return what is shipped, in the order in which it is offered."""
    return [setup_of(code) for code in SETUPS]
