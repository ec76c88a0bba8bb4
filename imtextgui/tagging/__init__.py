"""Tags and descriptions that the program suggests, with what speaks for each."""
