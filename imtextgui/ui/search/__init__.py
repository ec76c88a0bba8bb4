"""The search page: the query, its suggestions, and what is done with an answer."""
