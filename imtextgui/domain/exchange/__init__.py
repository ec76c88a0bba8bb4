"""What people added to a catalogue, as it goes from one site or colleague to another."""
