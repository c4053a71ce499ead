"""What the document of the API says of answers: their shapes, their statuses, their headers."""
