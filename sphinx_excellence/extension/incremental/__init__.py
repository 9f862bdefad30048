"""Which pages to read and to write again, so that an incremental build equals a clean build byte for byte.

What runs when something changes, in order: ``doctree_folder`` removes damaged files, ``pages_to_read`` finds the pages
whose records have changed, ``pages_to_write`` those that depend on another page (``reference_inputs``) or on something
that every page depends on (``global_inputs``); ``written_pages`` stores what each builder last wrote.

``stale_files`` and ``output_folder`` remove what a clean build would not write; ``search_index``, ``section_numbers``
and ``image_names`` undo what Sphinx keeps from earlier runs. ``watch_writing`` watches the builder write.
``warning_recorder`` records the warnings of a run, ``warning_replay`` repeats those of skipped pages, and
``consistency_checks`` repeats the checks of the whole project. ``cached_result`` says whether anything has changed at
all, ``file_checksums`` whether a file has.
"""
