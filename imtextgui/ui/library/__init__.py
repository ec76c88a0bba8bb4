"""The pages for what the user adds: dictionary, tags, past searches, job sheets, quality."""
