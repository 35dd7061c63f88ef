"""Numbers for the blocks of a page, in groups of columns that are computed together; `matrix` joins them."""
