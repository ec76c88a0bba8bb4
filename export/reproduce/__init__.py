"""The command that makes an encoder bundle: data, training, graphs, figures and the files that describe it."""
