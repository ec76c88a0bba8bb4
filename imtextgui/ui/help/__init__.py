"""The help inside the window, and what the program is made of."""
