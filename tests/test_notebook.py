"""The notebook of the docs runs from top to bottom."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

NOTEBOOK = Path(__file__).parent.parent / "docs" / "soleus.ipynb"


@pytest.mark.slow
def test_the_notebook_runs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=1800, kernel_name="python3").execute()
    shown = [cell["outputs"][0] for cell in notebook.cells if cell["cell_type"] == "code" and cell["outputs"]]
    assert "Vitamin B12 deficiency" in shown[0]["data"]["text/html"]
    assert shown[1]["text"].startswith("urgent\n")
    assert shown[-2]["data"]["text/html"]
    assert "blorfing" in shown[-1]["text"]
