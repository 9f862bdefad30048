"""Files and values that are stored from one run to the next: checksums, atomic writes, lazily unpickled values."""
