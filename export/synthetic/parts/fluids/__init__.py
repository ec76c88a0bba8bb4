"""Pipes, fittings, valves, pumps, process plant and its instruments."""
