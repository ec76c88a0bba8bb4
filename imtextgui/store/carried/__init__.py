"""What goes along with a file whose bytes change."""
