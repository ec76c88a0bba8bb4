"""The figures that the product promises, each as a ratio against a reference measured in the same run."""
