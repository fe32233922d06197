"""Corporate risks: asked about when an indicator deteriorates, and linked to indicators."""
