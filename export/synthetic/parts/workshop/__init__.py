"""Tools, hardware, frames and furniture of a workshop."""
