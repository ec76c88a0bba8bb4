"""The text tower trained further to find passages: questions against passages of manuals, by a listwise teacher."""
