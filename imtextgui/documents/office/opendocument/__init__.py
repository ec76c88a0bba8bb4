"""ODT, ODS, ODP and ODG."""
