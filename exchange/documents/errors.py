"""The one error that reading a document can end with."""


class DocumentError(Exception):
    """A document cannot be taken in; the message is Chinese and says what to do."""
