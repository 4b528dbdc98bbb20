"""Model to site: indexes, routes, the plan of all pages, and the View that renderers ask."""
