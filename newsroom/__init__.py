"""The project: settings, addresses, the desk's admin site and its theme. No business rule."""
