"""What the user adds: judgements, tags, job sheets, past searches, snapshots of quality."""
