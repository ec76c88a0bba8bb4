"""Devices, components and wiring of control cabinets."""
