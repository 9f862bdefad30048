"""Checks of what the project is handed over in: the wheel and the source distribution. Run by ``make dist``."""
