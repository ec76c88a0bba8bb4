"""From typed text to a parsed query: parser, terms, sizes, dictionary, expansion, spelling; completion, history."""
