"""Which file is which, whatever becomes of names and bytes, and what people added to each."""
