"""The fields that say who works a lead, how it ends, and when."""

from django.utils.translation import gettext_lazy as _

from leadwright.leads.fields import kinds
from leadwright.leads.fields.field import EVERYWHERE, Field, Personal, Place, Side
from leadwright.leads.fields.kinds import code, column

CREATE, CLOSE, IMPORT = (Place.CREATE,), (Place.CLOSE,), (Place.IMPORT,)

WHO_WORKS_IT = (
    Field(name="sender", words=_("the sender"), columns=("sender",), read=column("sender_id")),
    Field(
        name="organisation",
        words=_("the organisation"),
        columns=("organisation",),
        read=column("organisation_id"),
    ),
    Field(name="origin", words=_("the organisation that brought the lead in"), columns=("origin",)),
    Field(
        name="group",
        words=_("the group"),
        label=_("Owned by group"),
        kind=kinds.ID,
        columns=("group", "group_is_chosen"),
        places=CREATE,
        side=Side.HANDLER,
        read=column("group_id"),
    ),
    Field(
        name="unit",
        words=_("the unit"),
        kind=kinds.ID,
        columns=("unit",),
        places=CREATE,
        read=column("unit_id"),
    ),
    Field(
        name="owner",
        words=_("the owner"),
        label=_("Owner"),
        kind=kinds.EMAIL,
        columns=("owner",),
        places=EVERYWHERE,
        is_requirable=True,
    ),
    Field(name="team", words=_("the lead team"), columns=("team",), side=Side.HANDLER),
    Field(name="offered_to", words=_("the person it is offered to"), columns=("offered_to",)),
    Field(name="offers", words=_("the offers"), side=Side.SENDER),
    Field(name="accepted_by", words=_("the person who accepted the lead"), columns=("accepted_by",)),
    Field(
        name="created_by",
        words=_("the person who entered the lead"),
        columns=("created_by",),
        side=Side.SENDER,
    ),
    Field(name="notes", words=_("the notes"), side=Side.EACH),
    Field(name="allowed_actions", words=_("the possible actions")),
)
HOW_IT_ENDS = (
    Field(
        name="reason",
        words=_("the reason"),
        label=_("Reason"),
        kind=kinds.CODE,
        places=CLOSE,
        read=code("lost_reason"),
    ),
    Field(
        name="lost_reason",
        words=_("the reason"),
        label=_("Reason for losing it"),
        kind=kinds.CODE,
        columns=("lost_reason",),
        places=IMPORT,
    ),
    Field(
        name="reason_text",
        words=_("the reason in your own words"),
        label=_("Explanation of the reason"),
        kind=kinds.TEXT,
        columns=("reason_text",),
        places=(Place.CLOSE, Place.IMPORT),
        personal=Personal.TEXT,
        read=column("reason_text"),
    ),
    Field(
        name="deal_segment",
        words=_("the deal segment"),
        label=_("Deal segment"),
        kind=kinds.CODE,
        columns=("deal_segment",),
        places=(Place.CLOSE, Place.IMPORT),
        is_requirable=True,
        read=code("deal_segment"),
    ),
    Field(
        name="deal_value",
        words=_("the deal value"),
        label=_("Deal value"),
        kind=kinds.MONEY,
        columns=("deal_value", "deal_currency"),
        places=(Place.CLOSE, Place.IMPORT),
        right="lead.see_deal",
        is_requirable=True,
    ),
    Field(name="deal_currency", words=_("the currency of the deal"), right="lead.see_deal"),
    Field(
        name="deal_types", words=_("the deal types"), kind=kinds.CODES, columns=("deal_types",), places=CLOSE
    ),
    Field(name="gaps", words=_("the gaps"), columns=("gaps",), read=column("gaps")),
)
WHEN = (
    Field(
        name="started_at",
        words=_("the start date"),
        label=_("Start date"),
        kind=kinds.MOMENT,
        columns=("started_at",),
        places=IMPORT,
        read=column("started_at"),
    ),
    Field(
        name="estimate",
        words=_("the estimated completion time"),
        label=_("Estimated time"),
        kind=kinds.ESTIMATE,
        columns=("estimate_amount", "estimate_unit"),
        places=EVERYWHERE,
    ),
    Field(
        name="expected_completion_at",
        words=_("the expected completion"),
        label=_("Expected completion"),
        kind=kinds.MOMENT,
        columns=("expected_completion_at",),
        places=(*EVERYWHERE, Place.IMPORT),
        clean=kinds.moment,
        read=column("expected_completion_at"),
    ),
    Field(
        name="completed_at",
        words=_("the date of completion"),
        label=_("Close date"),
        kind=kinds.MOMENT,
        columns=("completed_at",),
        places=IMPORT,
        read=column("completed_at"),
    ),
    Field(name="created_at", words=_("the date of entry")),
    Field(
        name="accepted_at",
        words=_("the date of acceptance"),
        columns=("accepted_at",),
        read=column("accepted_at"),
    ),
    Field(
        name="qualified_at",
        words=_("the date of qualification"),
        columns=("qualified_at",),
        read=column("qualified_at"),
    ),
    Field(
        name="cancelled_at",
        words=_("the date of cancellation"),
        columns=("cancelled_at",),
        read=column("cancelled_at"),
    ),
    Field(
        name="updated_at",
        words=_("the date of the last change"),
        columns=("updated_at",),
        read=column("updated_at"),
    ),
    Field(name="deleted_at", words=_("the date of deletion"), columns=("deleted_at",)),
    Field(name="time_to_completion", words=_("the time to completion")),
    Field(name="time_overdue", words=_("the time overdue")),
    Field(name="clocks", words=_("the clocks")),
    Field(
        name="next_due_at",
        words=_("the next due date"),
        columns=("next_due_at", "next_due_kind", "due_order"),
    ),
    Field(name="version", words=_("the version"), columns=("version",), read=column("version")),
)
