"""From files and front matter to records, with a finding for everything that does not fit."""
