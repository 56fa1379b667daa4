"""What a page costs, and whether an archive of a hundred times the stories makes it dearer."""
