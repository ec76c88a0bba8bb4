"""The page as a picture: drawn, fitted, zoomed and turned, with what is marked and framed on it."""
