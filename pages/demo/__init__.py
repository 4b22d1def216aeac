"""The demonstration site: its data, its drawn pictures and the loader."""
