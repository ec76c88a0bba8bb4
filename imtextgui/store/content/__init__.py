"""Sources, items, contents and pages, and the filters over them."""
