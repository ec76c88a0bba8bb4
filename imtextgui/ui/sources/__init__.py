"""The folders of a catalogue, their runs, and the files that could not be read."""
