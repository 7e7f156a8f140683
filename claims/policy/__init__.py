"""The desk's judgement of what counts: who is independent of whom."""
