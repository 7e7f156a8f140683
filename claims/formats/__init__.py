"""The field's formats, in and out: text and bytes on one side, plain values on the other; and each reader's rules."""
