"""Keeping a catalogue whole: backup, integrity, reindexing, privacy, interrupted runs."""
