"""What has happened: facts and the append-only, sealed log."""
