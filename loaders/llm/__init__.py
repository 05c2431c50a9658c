"""Articles read by a language model: any OpenAI-compatible address; nothing is believed that the text does not hold."""
