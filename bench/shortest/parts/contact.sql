c AS (
    INSERT INTO contacts_contact (organisation_id, kind, name, given_name, family_name, email, phone, sort_name, search, version,
        created_at, updated_at)
    VALUES (:organisation::bigint, :kind, :name, :given_name, :family_name, :email, :phone, :sort_name, :search, 1, now(), now()) RETURNING id
), e AS (
    INSERT INTO contacts_email (contact_id, address, label, is_main) SELECT id, :email, '', true FROM c
), f AS (
    INSERT INTO contacts_phone (contact_id, number, label, is_main) SELECT id, :phone, '', true FROM c
), k AS (
    INSERT INTO contacts_contactkeys (contact_id, organisation_id, keys) SELECT id, :organisation::bigint, :keys::text[] FROM c
), w AS (
    INSERT INTO contacts_nameword (word, rests) SELECT word, rests FROM jsonb_to_recordset(:words::jsonb) AS new (word text, rests int[])
    WHERE NOT EXISTS (SELECT FROM contacts_nameword n WHERE n.word = new.word)
)
