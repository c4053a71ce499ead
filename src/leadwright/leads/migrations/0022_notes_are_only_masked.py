from django.db import migrations

# What is left of a note is what stood in it, with dashes where something was: no word can be put in or changed.
MASK = r"""
CREATE FUNCTION public.leads_mask_note(note bigint, remaining text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH masked AS (
        UPDATE public.leads_note SET text = remaining
        WHERE id = note AND (remaining = '' OR text LIKE replace(
            replace(replace(replace(remaining, '\', '\\'), '%', '\%'), '_', '\_'), '—', '%')) RETURNING 1
    )
    SELECT count(*) FROM masked
$$;
REVOKE ALL ON FUNCTION public.leads_mask_note(bigint, text) FROM PUBLIC;
"""
DROP = "DROP FUNCTION public.leads_mask_note(bigint, text)"


class Migration(migrations.Migration):
    dependencies = [("leads", "0021_leads_of_several_reaches")]

    operations = [migrations.RunSQL(MASK, DROP)]
