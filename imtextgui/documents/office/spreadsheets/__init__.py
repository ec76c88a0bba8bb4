"""XLSX, and what all spreadsheets share: cells as they are shown."""
