"""Training data: texts, pictures, what is held out of both, and the distortions that pictures are learned with."""
