"""What people add to a catalogue: judgements, tags, terms, searches, job sheets, and how it is forgotten."""
