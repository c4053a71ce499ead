"""What is asked of people: profiles, groups, areas."""
