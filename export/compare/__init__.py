"""Text models, ranking losses and choices of negatives, compared on features of the frozen trunk."""
