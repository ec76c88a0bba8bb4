"""From typed text to terms: parser, sizes, dictionary, expansion, spelling, completion, history."""
