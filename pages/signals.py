"""What the page types tell the packages above them."""

from django.dispatch import Signal

# Sent inside the transaction that changes what is public.
# Keyword arguments: changed_ids and removed_ids, lists of page ids.
entry_changed = Signal()
