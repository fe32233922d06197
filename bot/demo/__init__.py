"""A council in a box, to try Steward with: sample people, two years of figures, the Playground."""
