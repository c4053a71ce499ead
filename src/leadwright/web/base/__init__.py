"""What every page stands on: middleware, requests, refusals, context, paging, forms."""
