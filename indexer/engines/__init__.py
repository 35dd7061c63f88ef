"""Where is it kept, how is it found?   Record → index; Query → Results

An engine keeps records in one folder and answers queries over them. `ENGINES` lists them; `contract` in the tests is
run against each, so a query means the same on every one.
"""
