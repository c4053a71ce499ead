n AS (
    SELECT nextval(pg_get_serial_sequence('leads_lead', 'number')) AS number
), l AS (
    INSERT INTO leads_lead (number, type_id, status_id, state, acceptance, qualification, source_id, description, contact_id, sender_id,
        origin_id, group_id, created_by_id, priority, importance, started_at, expected_completion_at, estimate_amount, estimate_unit,
        updated_at, next_due_at, next_due_kind, version, contact_sort, search)
    SELECT n.number, :type::bigint, :status::bigint, 'PENDING', 'NOT_NEEDED', 'NONE', :source::bigint, :description, c.id, :organisation::bigint,
        :organisation::bigint, :group::bigint, :user::bigint, 5, 3, now(), now() + interval '3 months', 3, 'months',
        now(), now() + interval '3 months', 'complete', 1, :sort_name, n.number || ' ' || :search || ' ' || :description FROM n, c
), p AS (
    INSERT INTO leads_party (lead_id, company_id, person_id, is_main, position)
    SELECT n.number, CASE WHEN :kind = 'company' THEN c.id END, CASE WHEN :kind = 'person' THEN c.id END, true, 0 FROM n, c
), q AS (
    INSERT INTO clocks_clock (subject_kind, subject_id, organisation_id, kind, anchor_at, started_at, due_at, rule, next_slot_at, slots_done, state)
    SELECT 'lead', number, :organisation::bigint, 'complete', now(), now(), now() + interval '3 months', '{"until": true}',
        now() + interval '3 months', 0, 'RUNNING' FROM n
)
