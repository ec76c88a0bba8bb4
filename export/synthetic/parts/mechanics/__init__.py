"""Fasteners, springs, bearings, gears and drives."""
