"""Activities: calls, mails, meetings and other work, planned or logged, with or without a lead."""
