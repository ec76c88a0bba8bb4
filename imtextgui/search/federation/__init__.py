"""One answer from several catalogues: each gives its candidates and their evidence, one ranker orders them all."""
