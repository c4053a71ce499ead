"""The pages of the processes of leads."""
