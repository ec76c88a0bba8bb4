"""One page of a document on show: canvas, strip, text, tools, comparison."""
