"""What several subjects draw: lines of leads and contacts, the clock, history."""
