"""One catalogue folder, opened: the façade of the core, composed of parts."""

from imtextgui.catalogue.catalogue import DATABASE, Catalogue

__all__ = ["DATABASE", "Catalogue"]
