"""claimreview."""
