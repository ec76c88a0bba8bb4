"""The statuses besides 0 that a command ends with."""

EXPECTED_FAILURE = 3
"""Something that a sentence on standard error explains; 2 is argparse's, for arguments that it does not understand."""

INTERRUPTED = 130
"""Ctrl+C: 128 and the number of SIGINT, as shells have it."""

READER_GONE = 141
"""Whoever read the output has left, as ``head`` does: 128 and the number of SIGPIPE, as shells have it."""
