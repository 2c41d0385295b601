"""Builds the package, and compiles into its folder `kept` what a first start would otherwise compile for itself.

What was compiled holds no path and proves itself by a digest of all that it was made of: where the installed files are
others, it is not believed. Everything else of the package stands in setup.cfg.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from setuptools import setup
from setuptools.command.build_py import build_py

COMPILE = """
import sys
from pathlib import Path
from soleus.facts.kept import keep_in
keep_in(Path(sys.argv[1]))
from soleus.reading.known import known
from soleus.rules.knowledge import load_knowledge
from soleus.reading.trying import every_name, try_names
vocabulary = load_knowledge().vocabulary
known(vocabulary)
try_names(vocabulary, every_name(vocabulary))
"""


class Build(build_py):
    """Builds the package with what is compiled from its knowledge."""

    def run(self) -> None:
        """Copy the package, then compile from the copy; of an editable installation from the sources themselves."""
        super().run()
        package = Path.cwd() if self.editable_mode else Path(self.build_lib, "soleus").resolve()
        target = package / "kept"
        for old in target.glob("*.kept"):
            old.unlink()
        with TemporaryDirectory() as folder:
            if package.name != "soleus":
                Path(folder, "soleus").symlink_to(package)
            path = [folder, str(package.parent), *(entry for entry in sys.path if entry)]
            setting = f"import sys; sys.dont_write_bytecode = True; sys.path[:0] = {path!r}; {COMPILE}"
            done = subprocess.run([sys.executable, "-c", setting, str(target)], check=False)  # noqa: S603
        if done.returncode:
            self.warn("nothing was compiled: the first start will take a few seconds longer")
        for made in target.glob("*.kept"):
            made.chmod(0o644)


setup(cmdclass={"build_py": Build})
