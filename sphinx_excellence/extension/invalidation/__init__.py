"""Which pages to read and to write again, so that an incremental build is a clean build.

``rereading`` finds the pages whose records have changed, ``rewriting`` those whose surroundings have (what they
link to, the pages around them), ``memory`` keeps what each builder last wrote, ``leftovers`` removes the output of
pages that are gone.
"""
