"""The field's formats: what their documents are made of, and the rules that each consumer holds them to."""
