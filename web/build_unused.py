"""What the pages in a browser never ask for, of the program, of Python's own library and of the packages.

A module stands here only if nothing that stays imports it, or if who does goes on without it: programs and their
options, processes, sockets and servers, other systems, archives, what is frozen into Python anyway, the letters of
other ages. A test walks through all pages without them.
"""

UNUSED = (
    "cohort", "terminal", "kept", "web/browser", "web/build", "web/build_stage", "web/build_tables",
    "web/build_unused", "web/build_words",
)  # fmt: skip
OF_PYTHON_UNUSED = (
    "__hello__", "__phello__", "_collections_abc", "_markupbase", "_py_abc", "_pydatetime", "_pyio", "_pyrepl", "abc",
    "antigravity", "argparse", "asyncio/__main__", "asyncio/proactor_events", "asyncio/tools", "asyncio/windows_events",
    "asyncio/windows_utils", "bdb", "bz2", "cProfile", "cmd", "code", "codecs", "colorsys", "compileall", "compression",
    "concurrent/futures/interpreter", "concurrent/futures/process", "concurrent/interpreters", "configparser", "ctypes",
    "doctest", "email/_header_value_parser", "email/contentmanager", "email/generator", "email/headerregistry",
    "email/mime", "email/policy", "filecmp", "fileinput", "ftplib", "genericpath", "getopt", "getpass", "gettext",
    "graphlib", "gzip", "html/parser", "http/cookiejar", "http/server", "imaplib", "importlib/_bootstrap",
    "importlib/_bootstrap_external", "importlib/machinery", "importlib/metadata/_adapters", "importlib/util", "io",
    "json/tool", "logging/config", "logging/handlers", "lzma", "mailbox", "modulefinder", "multiprocessing", "netrc",
    "ntpath", "nturl2path", "optparse", "os", "pdb", "pickletools", "platform", "plistlib", "poplib", "posixpath",
    "pprint", "profile", "pstats", "pty", "py_compile", "pyclbr", "pydoc", "pyodide/_nodesock_transport",
    "pyodide/console", "rlcompleter", "runpy", "sched", "shelve", "site", "site-packages", "smtplib", "socketserver",
    "sqlite3/__main__", "sqlite3/dump", "stat", "stringprep", "symtable", "tabnanny", "tarfile", "this", "timeit",
    "tomllib", "trace", "tracemalloc", "tty", "unittest", "urllib/request", "urllib/response", "urllib/robotparser",
    "wave", "webbrowser", "wsgiref", "xml", "xmlrpc", "zipapp", "zipfile/__main__", "zipimport",
)  # fmt: skip
CODECS = (
    "__init__", "aliases", "ascii", "charmap", "cp1252", "cp437", "iso8859_1", "latin_1", "raw_unicode_escape",
    "unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_8", "utf_8_sig",
)  # fmt: skip
OF_PACKAGES_UNUSED = (
    "annotated_types/test_cases", "anyio/_backends/_trio", "anyio/_core/_asyncio_selector_thread",
    "anyio/_core/_fileio", "anyio/_core/_futures", "anyio/_core/_tempfile", "anyio/functools", "anyio/itertools",
    "anyio/pytest_plugin", "anyio/streams/buffered", "anyio/streams/file", "anyio/streams/text", "anyio/to_interpreter",
    "anyio/to_process", "fastapi/cli", "fastapi/testclient", "fsrs/optimizer", "idna", "jinja2/constants",
    "jinja2/ext", "jinja2/meta", "jinja2/sandbox", "platformdirs/__main__", "platformdirs/_android",
    "platformdirs/android", "platformdirs/ios", "platformdirs/macos", "platformdirs/windows", "pydantic/_internal/_git",
    "pydantic/color", "pydantic/deprecated/decorator", "pydantic/experimental", "pydantic/mypy", "pydantic/v1",
    "rapidfuzz/__pyinstaller", "starlette/authentication", "starlette/config", "starlette/endpoints",
    "starlette/middleware/authentication", "starlette/middleware/cors", "starlette/middleware/gzip",
    "starlette/middleware/httpsredirect", "starlette/middleware/sessions", "starlette/middleware/wsgi",
    "starlette/schemas", "starlette/templating", "starlette/testclient",
)  # fmt: skip
