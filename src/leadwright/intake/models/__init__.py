"""Files that came in, the imports that were made of them, and from which of their rows something came."""

from leadwright.intake.models.adopted import AdoptedRow, Made
from leadwright.intake.models.files import KeptFile
from leadwright.intake.models.former import FormerContact
from leadwright.intake.models.imports import Import, ImportQuerySet, State, Work
from leadwright.intake.models.rows import ImportRow, ImportRowQuerySet, Verdict
from leadwright.intake.saved_mapping import SavedMapping, SavedMappingQuerySet

__all__ = [
    "AdoptedRow",
    "FormerContact",
    "Import",
    "ImportQuerySet",
    "ImportRow",
    "ImportRowQuerySet",
    "KeptFile",
    "Made",
    "SavedMapping",
    "SavedMappingQuerySet",
    "State",
    "Verdict",
    "Work",
]
