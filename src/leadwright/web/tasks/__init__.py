"""The pages of tasks: mine, the page of one, forms."""
