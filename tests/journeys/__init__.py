"""Ways of a fitter through the real window, with keys and mouse as an X server sends them."""
