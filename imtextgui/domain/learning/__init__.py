"""What a catalogue has learned from what its users taught it, and how much that helps."""
