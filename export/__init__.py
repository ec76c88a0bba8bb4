"""Training kit: pictures and data, towers, training, evaluation and the bundles made of them."""
