"""Files and values that are kept from one run to the next: checksums, atomic writes, lazily unpickled values."""
