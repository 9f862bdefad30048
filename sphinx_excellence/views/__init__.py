"""What pages show, as plain values, which each output format renders."""
