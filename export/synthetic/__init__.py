"""Parametric machine parts, and the drawings, manuals, photos and training pictures made of them."""

from __future__ import annotations

from export.synthetic.training import TrainingPicture, training_pictures

__all__ = ["TrainingPicture", "training_pictures"]
