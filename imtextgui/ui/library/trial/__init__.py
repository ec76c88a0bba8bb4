"""The page of a trial: how it is started, its questions in the old way, its figures and its report."""
