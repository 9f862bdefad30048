"""Which pages to read and to write again, so that an incremental build is a clean build.

``rereading`` finds the pages whose records have changed, ``rewriting`` those whose surroundings have (what they
link to, the pages around them, with ``resolving``, ``numbering`` and ``surroundings``), ``memory`` keeps what each
builder last wrote, ``leftovers`` and ``output_folder`` remove output that a clean build would not write.

``warning_recorder`` records the warnings of a run as ``warned`` stores them, ``warning_replay`` repeats those of pages
that are skipped, ``consistency`` does the checks of the whole project. ``doctree_folder`` and ``output_folder`` have
damaged files made again, which ``checksums`` finds.
"""
