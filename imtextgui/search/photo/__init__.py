"""What is seen on query photos: decoding, vectors, local features, words, parts worth searching for."""
