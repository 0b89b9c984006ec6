"""The register of current efforts: who does what about the problem already."""
