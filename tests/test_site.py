"""The documents as a site: every link leads somewhere, and no page loads anything of another host."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SPEC = importlib.util.spec_from_file_location("docs_site", ROOT / "docs" / "site.py")
site = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(site)


@pytest.mark.slow
def test_the_site_is_built_strictly_and_leads_to_the_pages_in_a_browser(tmp_path):
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("the extra [docs] is not installed")
    subprocess.run([sys.executable, str(ROOT / "docs" / "site.py"), str(tmp_path / "site"), "/"], check=True)
    pages = [path for path in (tmp_path / "site").rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 15
    links = re.compile(r'<a href="/"[^>]*>(?:\s|<[^>]*>)*Try it now')
    assert not [path for path in pages if not links.search(path.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="gone.html">x</a>', "gone.html leads nowhere"),
        ('<a href="#gone">x</a>', "#gone leads nowhere"),
        ('<script src="https://other.example/x.js"></script>', "loads https://other.example/x.js"),
        ('<link rel="stylesheet" href="//other.example/x.css">', "loads //other.example/x.css"),
    ],
)
def test_a_broken_link_and_another_host_are_faults(tmp_path, body, fault):
    (tmp_path / "a.html").write_text(body)
    (found,) = site.faults(tmp_path)
    assert found == f"a.html: {fault}"


def test_a_link_that_leads_somewhere_is_none(tmp_path):
    (tmp_path / "a.html").write_text('<h1 id="b">x</h1><a href="a.html#b">x</a><a href="https://other.example">y</a>')
    assert not site.faults(tmp_path)
