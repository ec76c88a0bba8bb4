"""Full text, codes, vocabulary and the boxes of words."""
