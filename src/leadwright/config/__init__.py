"""Settings, addresses, reactions and questions: the pages that know everyone."""
