"""The campaign that backs the promises in README.md: kills, mutated inputs, traces, full disks, clocks."""
