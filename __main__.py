"""`python -m soleus` is the command `soleus`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="soleus")
