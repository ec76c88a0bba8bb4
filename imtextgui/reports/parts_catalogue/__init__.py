"""A catalogue of parts for people to take along: pictures, names in two languages, numbers, where they are used."""
