"""From an article to the statements in it: who said what, by which words, and where it stands in the text."""
