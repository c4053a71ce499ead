"""What a lead counts in is said once: triggers note it at each change, a view reads it of each lead."""

from collections.abc import Iterable

from django.db import migrations

OPEN = "lead.state IN ('PENDING', 'IN_PROGRESS')"
EPOCH = "timestamptz '2000-01-01 00:00+00'"
LENGTH = "round(extract(epoch FROM lead.completed_at - lead.started_at) / 86400)::text"
NO_AMOUNT = ("0", "0", "0")
TARGET = (
    "(lead.target_amount IS NOT NULL)::int",
    "coalesce(lead.target_amount, 0)",
    "coalesce(lead.target_amount * lead.success_rate / 100, 0)",
)
DEAL = ("(lead.deal_value IS NOT NULL)::int", "coalesce(lead.deal_value, 0)", "0")
ENDED = "lead.completed_at IS NOT NULL"
# The measure, what tells it apart, when it counts, its amounts, and of which leads it is.
COUNTED = (
    ("waiting", "''", "lead.due_order", NO_AMOUNT, f"lead.acceptance = 'AWAITING' AND {OPEN}"),
    ("clock", "lead.next_due_kind", "lead.due_order", NO_AMOUNT, OPEN),
    ("expected", "''", "lead.expected_completion_at", NO_AMOUNT, OPEN),
    ("opportunity", "lead.target_currency", EPOCH, TARGET, f"lead.qualification = 'OPPORTUNITY' AND {OPEN}"),
    ("won", "lead.deal_currency", "lead.completed_at", DEAL, f"lead.state = 'WON' AND {ENDED}"),
    ("lost", "lead.deal_currency", "lead.completed_at", DEAL, f"lead.state = 'LOST' AND {ENDED}"),
    ("days", LENGTH, "lead.completed_at", NO_AMOUNT, f"lead.state IN ('WON', 'LOST') AND {ENDED}"),
    ("held", "''", EPOCH, NO_AMOUNT, "lead.owner_id IS NOT NULL"),
)
PLACES = ("origin", "organisation", "group", "unit", "owner")
VALUES = ("number", "priced", "amount", "weighted")
HOUR = f"date_bin('1 hour', at, {EPOCH})"


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def counts_of_a_lead() -> str:
    return ", ".join(
        f"('{measure}', {detail}, {at}, {', '.join(amounts)}, {condition})"
        for measure, detail, at, amounts, condition in COUNTED
    )


def of_each(source: str, times: int) -> str:
    """Return what the rows of a table that looks like that of leads count in, once or so often less."""
    places = ", ".join(f'coalesce(lead.{name}_id, 0) AS "{name}"' for name in PLACES)
    return f"""
        SELECT c.measure, c.detail, c.at, {places},
            {times} AS number, {times} * c.priced AS priced, {times} * c.amount AS amount,
            {times} * c.weighted AS weighted
        FROM {source} lead,
            LATERAL (VALUES {counts_of_a_lead()}) AS c(measure, detail, at, priced, amount, weighted, counts)
        WHERE c.counts AND lead.deleted_at IS NULL
    """


def noted(*sources: str) -> str:
    """Note what the rows of some tables change together."""
    sums = ", ".join(f"sum({name}) AS {name}" for name in VALUES)
    unequal = " OR ".join(f"sum({name}) <> 0" for name in VALUES)
    return f"""
        INSERT INTO leads_figurechange (measure, detail, starts, {quoted(PLACES)}, {quoted(VALUES)})
        SELECT measure, detail, {HOUR}, {quoted(PLACES)}, {sums} FROM ({" UNION ALL ".join(sources)}) counted
        GROUP BY measure, detail, {HOUR}, {quoted(PLACES)} HAVING {unequal};
    """


OLD, NEW = of_each("old_leads", -1), of_each("new_leads", 1)
NOTE = f"""
CREATE FUNCTION leads_note_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN {noted(NEW)}
    ELSIF TG_OP = 'DELETE' THEN {noted(OLD)}
    ELSE {noted(OLD, NEW)}
    END IF;
    RETURN NULL;
END $$
"""
TABLES = {
    "INSERT": "NEW TABLE AS new_leads",
    "UPDATE": "OLD TABLE AS old_leads NEW TABLE AS new_leads",
    "DELETE": "OLD TABLE AS old_leads",
}
TRIGGERS = [
    f"CREATE TRIGGER leads_figures_at_{event.lower()} AFTER {event} ON leads_lead REFERENCING {tables} "
    "FOR EACH STATEMENT EXECUTE FUNCTION leads_note_figures()"
    for event, tables in TABLES.items()
]
# A change counts at each level, ever, on its day, and where most is counted in its hour too.
PLACED = f"""
    (VALUES ('sent', c.origin, 0::bigint, 0::bigint, 0::bigint, 0::bigint),
        ('org', c.organisation, c.origin, 0, 0, 0),
        ('group', c."group", c.origin, c.organisation, 0, 0),
        ('unit', c.unit, c.origin, c.organisation, c."group", 0),
        ('owner', c.owner, 0, c.organisation, c."group", c.unit)
    ) AS p(level, place, origin, organisation, "group", unit),
    LATERAL (VALUES ('ever', {EPOCH}), ('day', date_bin('1 day', c.starts, {EPOCH})), ('hour', c.starts)
    ) AS s(span, starts)
    WHERE p.place <> 0 AND (p.level = 'owner') = (c.measure = 'held') AND CASE s.span
        WHEN 'ever' THEN c.measure IN ('waiting', 'clock', 'opportunity', 'held')
        ELSE c.measure NOT IN ('opportunity', 'held') AND (s.span = 'day' OR p.level = 'sent') END
"""
KEY = ("level", "place", "measure", "span", "starts", "detail", "origin", "organisation", "group", "unit")
# Of the types that the table of totals has: a condition on a column of two types would not reach the index.
IN_PLACE = f"""
    p.level::varchar, p.place, c.measure, s.span::varchar, s.starts, c.detail, p.origin, p.organisation, p."group", p.unit,
    {", ".join("c." + name for name in VALUES)}
"""
CHANGES = f"CREATE VIEW leads_figurechangeplaced AS SELECT c.id, {IN_PLACE} FROM leads_figurechange c, LATERAL {PLACED}"
VIEW = f"""
CREATE VIEW leads_figure AS
    SELECT id, {quoted(KEY)}, {quoted(VALUES)} FROM leads_figuretotal
    UNION ALL SELECT id, {quoted(KEY)}, {quoted(VALUES)} FROM leads_figurechangeplaced
"""
# Each arm of its own, so that the index of each is used: for few leads by their moments.
BY_MOMENT = "CREATE VIEW leads_leadfigurebymoment AS " + " UNION ALL ".join(
    f"""
    SELECT lead.number AS id, '{measure}' AS measure, {detail} AS detail, {at} AS at, 1::bigint AS number,
        ({amounts[0]})::bigint AS priced, ({amounts[1]})::numeric AS amount, ({amounts[2]})::numeric AS weighted,
        lead.origin_id, lead.organisation_id, lead.group_id, lead.unit_id, lead.owner_id, lead.team
    FROM leads_lead lead WHERE lead.deleted_at IS NULL AND {condition}
    """
    for measure, detail, at, amounts, condition in COUNTED
)
# For few leads by where they lie: each is read once.
BY_PLACE = f"""
CREATE VIEW leads_leadfigure AS
    SELECT lead.number AS id, c.measure, c.detail, c.at, 1::bigint AS number, c.priced::bigint AS priced,
        c.amount::numeric AS amount, c.weighted::numeric AS weighted,
        lead.origin_id, lead.organisation_id, lead.group_id, lead.unit_id, lead.owner_id, lead.team
    FROM leads_lead lead, LATERAL (VALUES {counts_of_a_lead()})
        AS c(measure, detail, at, priced, amount, weighted, counts)
    WHERE c.counts AND lead.deleted_at IS NULL
"""
RECOUNTED = f"""
CREATE VIEW leads_figureanew AS
    SELECT {quoted(KEY)}, {", ".join(f"sum({name}) AS {name}" for name in VALUES)} FROM (
        SELECT {IN_PLACE} FROM (
            SELECT measure, detail, {HOUR} AS starts, {quoted(PLACES)},
                {", ".join(f"sum({name}) AS {name}" for name in VALUES)}
            FROM ({of_each("leads_lead", 1)}) counted
            GROUP BY measure, detail, {HOUR}, {quoted(PLACES)}
        ) c, LATERAL {PLACED}
    ) placed GROUP BY {quoted(KEY)}
"""
LESS = ", ".join(f"coalesce(a.{name}, 0) - coalesce(b.{name}, 0) AS {name}" for name in VALUES)
UNEQUAL = f"""
CREATE VIEW leads_figureunequal AS
    SELECT {quoted(KEY)}, {LESS} FROM leads_figureanew a
    FULL JOIN (
        SELECT {quoted(KEY)}, {", ".join(f"sum({name}) AS {name}" for name in VALUES)}
        FROM leads_figure GROUP BY {quoted(KEY)}
    ) b USING ({quoted(KEY)})
    WHERE {" OR ".join(f"coalesce(a.{name}, 0) <> coalesce(b.{name}, 0)" for name in VALUES)}
"""
# What ended so long ago is in no key figure.
BEGIN = f"""
INSERT INTO leads_figuretotal ({quoted(KEY)}, {quoted(VALUES)})
SELECT {quoted(KEY)}, {quoted(VALUES)} FROM leads_figureanew
WHERE NOT (measure IN ('won', 'lost', 'days') AND starts < now() - interval '120 days')
"""
VIEWS = ("figureunequal", "figureanew", "leadfigure", "leadfigurebymoment", "figure", "figurechangeplaced")
UNMADE = [
    *(f"DROP TRIGGER leads_figures_at_{event.lower()} ON leads_lead" for event in TABLES),
    "DROP FUNCTION leads_note_figures()",
    *(f"DROP VIEW leads_{name}" for name in VIEWS),
    "DELETE FROM leads_figuretotal",
    "DELETE FROM leads_figurechange",
]


class Migration(migrations.Migration):
    dependencies = [("leads", "0026_figures_that_are_added_up")]

    operations = [
        migrations.RunSQL(
            [NOTE, *TRIGGERS, CHANGES, VIEW, BY_MOMENT, BY_PLACE, RECOUNTED, UNEQUAL, BEGIN], UNMADE
        )
    ]
