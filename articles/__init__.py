"""Stories: the working copy, its editions, and what readers get of them."""
