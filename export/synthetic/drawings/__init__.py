"""Raster line drawings to train on: views, sections, symbols, circuits and exploded assemblies."""
