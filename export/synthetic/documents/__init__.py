"""The sample plant and its documents: drawings, manuals, a catalogue, notes and questions."""
