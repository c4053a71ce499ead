"""What is sent to be written into the ledger: read strictly, each fault named by its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from leadwright.consent.deriving import REFUSALS, Act
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender, Wording
from leadwright.foundation.labels import Listed
from leadwright.foundation.refusals import FieldError, field_error, refuse_fields
from leadwright.foundation.text import fault_in_line, fault_in_text, trimmed

TO_WRITE = (Act.GIVEN, Act.WITHDRAWN, Act.OBJECTED, Act.EXPIRED, Act.IMPORTED)
LONGEST_SOURCE = 200
LONGEST_EVIDENCE = 4000
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """What is to be written: codes as rows, and the moment from which it counts."""

    channel: str
    sender: ConsentSender
    purpose: ConsentPurpose
    act: Act
    at: datetime
    source: str = ""
    evidence: str = ""
    wording: Wording | None = None
    evidence_at: datetime | None = None
    confirm: bool = False
    suppress: bool = False


def read_event(data: Mapping[str, Any], *, at: datetime) -> NewEvent:
    """Return what was sent as something to write, or refuse it naming each field that is wrong."""
    reader = _Reader(data, at)
    act = reader.act()
    purpose = reader.named("purpose", ConsentPurpose)
    channel, sender = reader.named("channel", ConsentChannel), reader.named("sender", ConsentSender)
    source, evidence = reader.source(), reader.evidence()
    wording, moment = reader.wording(purpose), reader.moment()
    confirm = reader.flag("confirm", only={Act.GIVEN}, act=act)
    suppress = reader.flag("suppress", only=REFUSALS, act=act)
    if confirm and moment is not None:
        reader.unfit("at", _("who is asked to confirm agrees from then on; leave it out"))
    refuse_fields(reader.faults)
    if act is None or purpose is None or sender is None or channel is None:
        raise ValueError("a field that is missing has its fault")
    imported = act is Act.IMPORTED
    return NewEvent(
        channel=channel.code,
        sender=sender,
        purpose=purpose,
        act=act,
        at=at if imported or moment is None else moment,
        source=source,
        evidence=evidence,
        wording=wording,
        evidence_at=moment if imported else None,
        confirm=confirm,
        suppress=suppress,
    )


@dataclass
class _Reader:
    """Reads one field after the other and gathers their faults."""

    data: Mapping[str, Any]
    now: datetime
    faults: list[FieldError] = field(default_factory=list)

    def unfit(self, name: str, reason: str) -> None:
        self.faults.append(field_error(name, "FIELD_INVALID", reason=reason))

    def act(self) -> Act | None:
        given = self._choice("act", [row.value for row in TO_WRITE])
        return Act(given) if given else None

    def named(self, name: str, model: type[Listed]) -> Any:
        """Return a row by its code; a retired one takes no consent any more, but still a refusal."""
        refuses = self.data.get("act") in list(REFUSALS)
        rows = {row.code: row for row in model._default_manager.all() if refuses or not row.is_retired}
        return rows.get(self._choice(name, list(rows)))

    def source(self) -> str:
        text = self._text("source", LONGEST_SOURCE)
        if not text and not any(fault.field == "source" for fault in self.faults):
            self.faults.append(field_error("source", "FIELD_REQUIRED"))
        elif fault := fault_in_line(text):
            self.unfit("source", fault)
        return text

    def evidence(self) -> str:
        return self._text("evidence", LONGEST_EVIDENCE)

    def wording(self, purpose: ConsentPurpose | None) -> Wording | None:
        given = self.data.get("wording")
        if given in (None, ""):
            return None
        fits = isinstance(given, int) and not isinstance(given, bool) and 0 < given < 2**63
        result = Wording.objects.filter(pk=given, purpose=purpose).first() if fits else None
        if result is None:
            self.unfit("wording", _("choose a wording of this purpose"))
        return result

    def moment(self) -> datetime | None:
        given = self.data.get("at")
        if given in (None, ""):
            return None
        try:
            read = datetime.fromisoformat(given) if isinstance(given, str) and len(given) < 40 else given
        except ValueError:
            read = None
        if not isinstance(read, datetime) or read.tzinfo is None:
            self.unfit("at", _("write a moment with its time zone, such as 2026-03-01T12:00:00+01:00"))
        elif not EARLIEST <= read <= self.now:
            self.unfit("at", _("it must be in the past, and after 1990"))
        else:
            return read
        return None

    def flag(self, name: str, *, only: "frozenset[Act] | set[Act]", act: Act | None) -> bool:
        given = self.data.get(name)
        if given is None:
            return False
        if not isinstance(given, bool):
            self.unfit(name, _("it is true or false"))
            return False
        if given and act is not None and act not in only:
            self.unfit(name, _("it does not go with this act"))
        return given

    def _choice(self, name: str, known: list[str]) -> str:
        given = self.data.get(name)
        if given in (None, ""):
            self.faults.append(field_error(name, "FIELD_REQUIRED"))
        elif not isinstance(given, str) or given not in known:
            self.unfit(name, _("choose one of {codes}").format(codes=", ".join(known)))
        else:
            return given
        return ""

    def _text(self, name: str, longest: int) -> str:
        given = self.data.get(name)
        if given is None:
            return ""
        if not isinstance(given, str):
            self.unfit(name, _("it must be a text"))
            return ""
        text = trimmed(given)
        if len(text) > longest:
            self.unfit(name, _("at most {number} characters").format(number=longest))
            return text[:longest]
        if fault := fault_in_text(text):
            self.unfit(name, fault)
        return text
