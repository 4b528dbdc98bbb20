"""Files to model: front matter, registries, settings, pictures; every fault located."""
