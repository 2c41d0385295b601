"""What to install where an optional package is missing: the packages themselves, since no index holds Soleus."""


def how_to_get(extra: str) -> str:
    """The command that installs beside Soleus what an extra of it (`web`, `cohort`, `practice`) asks for."""
    from importlib.metadata import requires

    wanted = f'extra == "{extra}"'
    parts = [line.split(";") for line in requires("soleus") or ()]
    packages = [f"'{name.strip()}'" for name, *marker in parts if wanted in "".join(marker).replace("'", '"')]
    return f"install it beside Soleus: pip install {' '.join(packages)}"
