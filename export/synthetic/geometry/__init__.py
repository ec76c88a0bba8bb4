"""Solids as triangle meshes, their projection, visible edges and shading."""
