"""What answers requests: `reader` for everyone (editions only), `desk` for the newsroom."""
