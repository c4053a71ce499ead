"""All that somebody may take along of a company, packed in the background, and gone again after some days."""
