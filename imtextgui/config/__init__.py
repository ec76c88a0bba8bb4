"""What is configured outside a catalogue: settings, policy, folders, logs, power."""
