"""A synthetic archive: stories made up from word lists, as many as a benchmark wants.

`words` holds the lists, `cast` the records that stories name (sections, tags, people, quotes), and
`stories` makes the rows that `publishing.load` takes. The same seed gives the same stories.
"""
