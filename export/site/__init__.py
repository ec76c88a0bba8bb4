"""Training at a site: its own pictures and captions continue the joint head of a shipped bundle."""
