"""What the window measures while people use it: attempts of a trial, numbers of searches, drift."""
