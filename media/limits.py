"""What a photo may be. Larger ones come from no phone; other formats are no photos."""

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 120_000_000
MOST_SCANS = 100  # of a progressive JPEG; cameras write about ten
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
