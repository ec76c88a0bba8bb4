"""Publishing a catalogue, and what a machine keeps of one that it reads."""
