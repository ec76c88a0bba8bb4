"""A trial of the search by people, with its figures, and the watch over how well it answers."""
