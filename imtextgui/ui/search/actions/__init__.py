"""What is done with hits: opened, copied, tagged, judged, printed, written as a list."""
