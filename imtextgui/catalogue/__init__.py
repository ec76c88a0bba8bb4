"""A catalogue folder: ``catalogue.Catalogue`` opens it, the other modules are its parts, ``protocols`` their calls."""
