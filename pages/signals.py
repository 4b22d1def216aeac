"""What the page types tell."""

from django.dispatch import Signal

# Sent inside the transaction that changes what is public, to the packages above.
# Keyword arguments: changed_ids and removed_ids, lists of page ids; entries, those of changed_ids
# as just written, with their facets prefetched.
entry_changed = Signal()

# Sent inside the transaction of a page's save, when its children and the addresses below it are
# written too. Keyword arguments: instance, created, and update_fields as of the save.
page_written = Signal()
