"""Published catalogues: snapshots in a folder that many machines read and nobody changes."""
