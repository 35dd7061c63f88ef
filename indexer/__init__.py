"""Winnow's indexer: from a folder of scraped pages to an index that answers questions.

`indexer/README.md` tells how the folders follow the flow of the data.
"""
