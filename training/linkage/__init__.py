"""The recipe behind the weights of linkage (``sayso.events.weights``)."""
