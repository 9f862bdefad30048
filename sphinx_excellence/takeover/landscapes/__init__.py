"""Landscapes and catalogues that are one file: landscape.yml and the data of web-features."""
