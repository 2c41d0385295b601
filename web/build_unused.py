"""What the pages in a browser never ask for: of our own files beside modules, of Python's own library, of the packages.

Of our own modules only those go along that the pages import (build_reach.py). A module of others stands here only if
nothing that stays imports it, or if who does goes on without it or is never asked to: programs and their options,
processes, threads, sockets and servers, other systems, archives, what is frozen into Python anyway, the letters of
other ages. A test walks through all pages without them.
"""

UNUSED = (
    "cohort", "kept", "terminal", "cases/README.md", "reports/templates/cohort.html.j2",
    "reports/templates/scorecard.html.j2", "validation/first_met.yaml", "web/browser", "web/bytecode.mjs",
    "web/parts.sha256", "web/prune.mjs", "web/rows.mjs",
)  # fmt: skip
OF_PYTHON_UNUSED = (
    "__hello__", "__phello__", "_ast_unparse", "_collections_abc", "_markupbase", "_py_abc", "_pydatetime", "_pyio",
    "_pyrepl", "_strptime", "_sysconfigdata__emscripten_wasm32-emscripten", "_threading_local", "abc", "antigravity",
    "argparse", "asyncio/__main__", "asyncio/proactor_events", "asyncio/tools", "asyncio/windows_events",
    "asyncio/windows_utils", "bdb", "bz2", "cProfile", "cmd", "code", "codecs", "colorsys", "compileall", "compression",
    "concurrent/futures/interpreter", "concurrent/futures/process", "concurrent/interpreters", "configparser", "ctypes",
    "doctest", "email/_header_value_parser", "email/contentmanager", "email/generator", "email/headerregistry",
    "email/mime", "email/policy", "filecmp", "fileinput", "ftplib", "genericpath", "getopt", "getpass", "gettext",
    "graphlib", "gzip", "html/parser", "http/cookiejar", "http/server", "imaplib", "importlib/_bootstrap",
    "importlib/_bootstrap_external", "importlib/machinery", "importlib/metadata/_adapters", "importlib/readers",
    "importlib/resources", "importlib/simple", "importlib/util", "io", "json/tool", "logging/config",
    "logging/handlers", "lzma", "mailbox", "modulefinder", "multiprocessing", "netrc", "ntpath", "nturl2path",
    "optparse", "os", "pdb", "pickletools", "platform", "plistlib", "poplib", "posixpath", "pprint", "profile",
    "pstats", "pty", "py_compile", "pyclbr", "pydoc", "pyodide/_nodesock_transport", "pyodide/console", "rlcompleter",
    "runpy", "sched", "shelve", "site", "site-packages", "smtplib", "socketserver", "sqlite3/__main__", "sqlite3/dump",
    "stat", "stringprep", "symtable", "sysconfig/__main__", "tabnanny", "tarfile", "this", "timeit", "tomllib", "trace",
    "tracemalloc", "tty", "unittest", "urllib/request", "urllib/response", "urllib/robotparser", "wave", "webbrowser",
    "wsgiref", "xml", "xmlrpc", "zipapp", "zipfile/__main__", "zipimport",
)  # fmt: skip
CODECS = (
    "__init__", "aliases", "ascii", "charmap", "cp1252", "cp437", "iso8859_1", "latin_1", "raw_unicode_escape",
    "unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_8", "utf_8_sig",
)  # fmt: skip
OF_PACKAGES_UNUSED = (
    "_yaml", "annotated_types/test_cases", "anyio/_backends/_asyncio", "anyio/_backends/_trio",
    "anyio/_core/_asyncio_selector_thread", "anyio/_core/_fileio", "anyio/_core/_futures", "anyio/_core/_sockets",
    "anyio/_core/_streams", "anyio/_core/_subprocesses", "anyio/_core/_tempfile", "anyio/from_thread",
    "anyio/functools", "anyio/itertools", "anyio/pytest_plugin", "anyio/streams/buffered", "anyio/streams/file",
    "anyio/streams/memory", "anyio/streams/stapled", "anyio/streams/text", "anyio/streams/tls", "anyio/to_interpreter",
    "anyio/to_process", "fastapi/cli", "fastapi/testclient", "fsrs/optimizer", "idna", "jinja2/constants", "jinja2/ext",
    "jinja2/meta", "jinja2/nativetypes", "jinja2/sandbox", "multipart", "platformdirs/__main__",
    "platformdirs/_android", "platformdirs/android", "platformdirs/ios", "platformdirs/macos",
    "platformdirs/pytest_plugin", "platformdirs/testing", "platformdirs/windows", "pydantic/_internal/_git",
    "pydantic/_internal/_validate_call", "pydantic/color", "pydantic/deprecated", "pydantic/experimental",
    "pydantic/mypy", "pydantic/v1", "pydantic/validate_call_decorator", "rapidfuzz/__pyinstaller",
    "starlette/authentication", "starlette/config", "starlette/endpoints", "starlette/middleware/authentication",
    "starlette/middleware/cors", "starlette/middleware/gzip", "starlette/middleware/httpsredirect",
    "starlette/middleware/sessions", "starlette/middleware/wsgi", "starlette/schemas", "starlette/templating",
    "starlette/testclient", "yaml/cyaml",
)  # fmt: skip
