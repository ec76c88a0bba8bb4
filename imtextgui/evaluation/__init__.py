"""Test sets, the standard measures over them, and the plain searches they are compared with."""
