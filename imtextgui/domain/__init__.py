"""The vocabulary of the product: frozen dataclasses and pure functions, without input or output."""
