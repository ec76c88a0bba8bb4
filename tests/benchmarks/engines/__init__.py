"""Search engines that could hold ten million pages, compared on the same pages and questions."""
