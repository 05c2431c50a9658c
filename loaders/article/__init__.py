"""The article loader: text in, findings with their words, then claims."""
