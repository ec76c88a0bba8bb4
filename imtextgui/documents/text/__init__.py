"""Plain text, HTML, mail bodies and structured data."""
