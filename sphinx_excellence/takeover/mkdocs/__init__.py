"""MkDocs sites: what the site's settings say, its pages and addresses, its navigation, and the project made of them.

Nothing of the site is executed: no plugin, hook, macro or Python tag. Python-Markdown and its extensions run only
where they are installed and known to do nothing but convert text.
"""
