"""Drawings and models: DXF, STEP and meshes."""
