"""A long document in bounded memory: compiled in parts, each in a process of its own, and joined to one PDF.

plan        where the document is cut: before a chapter
sources     the file of each part, and the stand-ins for what is in other parts
edition     which part is compiled when, and what the others have to know of it
process     a part compiled by ``worker``, a program of its own that gives its memory back
joining     one PDF of all: pages, links, bookmarks, names, page labels, tags

The first part holds the contents, the last the indices. Behind their pages each has a stand-in for every heading or
entry of other parts, on a page with the number that the real one has; so both are drawn by the template as ever. The
joining leaves out the stand-ins' pages and leads what led to them to the real places.
"""
