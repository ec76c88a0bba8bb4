"""Parametric machine parts, and the drawings, manuals, photos and training pictures made of them."""

from export.synthetic.edition import edition
from export.synthetic.training.pictures import TrainingPicture, training_pictures

__all__ = ["TrainingPicture", "edition", "training_pictures"]
