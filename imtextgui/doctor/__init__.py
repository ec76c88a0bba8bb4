"""Examines the installed program: its folders, its libraries, its encoder, and on request the whole job."""
