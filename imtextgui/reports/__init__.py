"""What is written for people to take along: documents made of a catalogue's pages."""
