"""The register comes in from files: people, indicators, targets."""
