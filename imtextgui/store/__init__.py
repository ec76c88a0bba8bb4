"""The catalogue's database: the only SQL of the product, and the only truth about what a catalogue holds."""
