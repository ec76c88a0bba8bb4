"""Archives and mail: what lies in them, as files below the archive's own path."""
