"""A trial of the search: its questions, and the figures that its measured attempts come to."""
