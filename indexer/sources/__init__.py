"""Where do pages come from?   files → Raw → Page

`walk` finds the files below a folder, `read` takes the pages out of one file by the READERS table, `decode` turns a
page's bytes into text. Nothing here trusts a file, its name or what it says about itself.
"""

from indexer.addresses import canonical_url
from indexer.sources.decode import decode
from indexer.sources.digest import digest
from indexer.sources.files import Found
from indexer.sources.readers import READERS, read
from indexer.sources.walk import walk

__all__ = ["READERS", "Found", "canonical_url", "decode", "digest", "read", "walk"]
