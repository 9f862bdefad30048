"""What ``health collect`` measures: adapters that say what to ask of public services, and read what they answer."""
