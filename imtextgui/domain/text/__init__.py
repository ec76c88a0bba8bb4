"""Pure functions over text: normal forms, codes, languages, editions, vocabulary."""
