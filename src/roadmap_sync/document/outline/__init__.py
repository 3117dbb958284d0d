"""The document around its items: sections, legend, releases, details, mirrors, keys."""
