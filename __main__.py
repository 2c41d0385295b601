"""`python -m soleus` is the command `soleus`."""

from .cli import run

if __name__ == "__main__":
    run("soleus")
