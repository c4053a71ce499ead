"""The pages of activities: list, page, forms."""
