"""Which catalogues were open lately, whether the open one is still there, and what is kept up in it."""
