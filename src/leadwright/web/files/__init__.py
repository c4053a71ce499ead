"""The pages of files: attach, hand out, look at, delete."""
