"""From the tree to Typst: the emitter that all visitors share, column widths, code runs, the files of a document."""
