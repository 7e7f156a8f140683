"""The field's formats, to and from drafts: text and bytes in, plain values out."""
