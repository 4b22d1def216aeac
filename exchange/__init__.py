"""Reading and writing of files that people exchange: documents, later sheets."""
