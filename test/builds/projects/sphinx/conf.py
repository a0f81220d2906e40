project = "@@version@@"
extensions = ["myst_parser"]
exclude_patterns = ["README.md"]
