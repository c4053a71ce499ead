"""The rules of the house that a script can hold; the reasons stand in docs/architecture.md."""

import ast
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "leadwright"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.*"))
# Not the texts of mails: a line is a paragraph there.
WRAPPED = sorted(path for path in PACKAGE.rglob("*.*") if path.suffix in {".html", ".css", ".js"})
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 120
WIDEST = 120
HOMELESS = {"utils", "helpers", "common", "misc", "managers", "handlers"}
FORBIDDEN_CALLS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle"}
HOSTS = re.compile(
    r"(pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.org|file:///|--find-links|--index-url)"
)
WRITTEN = ("*.txt", "*.json", "*.toml", "*.in", "*.lock")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    """Read a source file."""
    return ast.parse(path.read_text(), str(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return all that a source file consists of: each rule would walk through it anew."""
    return list(ast.walk(tree(path)))


def name(path: Path) -> str:
    """Name a file as a reader would."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    """Return all functions of a file."""
    return (node for node in nodes(path) if isinstance(node, Function))


def each(paths: list[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Make one test of a rule: it names each file that breaks it. A test for each file took longer to list."""

    def for_all(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            assert [data for path in paths if (data := _broken(rule, path))] == []

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return for_all


def _broken(rule: Callable[[Path], None], path: Path) -> str:
    try:
        rule(path)
    except AssertionError as no:
        return f"{name(path)}: {no}"
    return ""


@each(SOURCES + TESTS)
def test_a_file_has_at_most_300_lines(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@each(SOURCES + TESTS)
def test_a_function_has_at_most_40_lines(path):
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


@each([path for path in SOURCES + TESTS if path.stat().st_size])
def test_a_module_says_in_one_sentence_what_it_holds(path):
    docstring = ast.get_docstring(tree(path))
    assert docstring
    assert docstring[0].isupper() or docstring[0] in "`'“"


@each(SOURCES)
def test_a_file_has_a_name_that_says_something(path):
    assert path.stem not in HOMELESS


@each(SOURCES)
def test_imports_stand_at_the_top_but_for_those_of_a_command_that_starts_django_first(path):
    late = path.parent.name == "console"
    inside = [
        node.lineno
        for function in functions(path)
        if not (late and function.name == "run")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_module_is_imported_in_a_circle_not_even_for_the_type_checker():
    modules = {_module_of(path): path for path in SOURCES}
    TopologicalSorter({module: _imports_of(path, modules) for module, path in modules.items()}).prepare()


def _module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports_of(path: Path, modules: Collection[str]) -> set[str]:
    """Return the modules of ours that a file takes something from."""
    named = {
        f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in modules else node.module
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    } | {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    return {module for module in named if module in modules and module != _module_of(path)}


@each(SOURCES)
def test_nothing_of_ours_is_imported_by_a_name_in_a_string(path):
    joins = PACKAGE / "config" / "apps.py"
    assert path == joins or not re.search(r"import_(string|module)\(f?[\"']leadwright", path.read_text())


@each(SOURCES)
def test_control_flows_by_actions_not_by_signals(path):
    text = path.read_text()
    assert "django.dispatch" not in text
    assert not re.search(r"\b(pre|post)_(save|delete|init)\b", text)


@each(SOURCES)
def test_no_model_overrides_save_or_delete(path):
    classes = [node for node in nodes(path) if isinstance(node, ast.ClassDef)]
    methods = chain.from_iterable(_methods(class_) for class_ in classes)
    assert [method for method in methods if method in {"save", "delete"}] == []


def _methods(result: ast.ClassDef) -> list[str]:
    """Return the methods of a model; a form or a channel may well save."""
    bases = {ast.unparse(base) for base in result.bases}
    is_model = any(base.endswith(("models.Model", "AbstractBaseUser")) for base in bases)
    return [node.name for node in result.body if is_model and isinstance(node, Function)]


@each(SOURCES + TESTS)
def test_nothing_is_read_that_could_run_as_code(path):
    imported = {
        alias.name.split(".")[0]
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert imported.isdisjoint(FORBIDDEN_CALLS)
    assert not re.search(r"\byaml\.(unsafe_)?load\(", path.read_text())


@each(SOURCES)
def test_only_the_ground_floor_asks_what_time_it_is(path):
    clock = PACKAGE / "foundation" / "clock.py"
    assert path == clock or not re.search(
        r"datetime\.now\(|timezone\.now\(|\butcnow\(|date\.today\(", path.read_text()
    )


@each(SOURCES)
def test_a_public_function_takes_at_most_five_things_by_position(path):
    crowded = [f.name for f in functions(path) if not f.name.startswith("_") and _positional(f) > 5]
    assert crowded == []


def _positional(function: Function) -> int:
    given = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([argument for argument in given if argument not in {"self", "cls"}])


@each(TEMPLATES)
def test_a_template_holds_neither_inline_style_nor_inline_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text


@each(TEMPLATES)
def test_a_template_has_at_most_120_lines(path):
    assert len(path.read_text().splitlines()) <= LONGEST_TEMPLATE


@each([path for path in WRAPPED if "static" not in path.parts])
def test_a_line_of_a_template_a_style_sheet_or_a_script_has_at_most_120_signs(path):
    lines = enumerate(path.read_text().splitlines(), 1)
    assert [number for number, line in lines if len(line) > WIDEST] == []


@each([path for path in TEMPLATES if path.suffix == ".html"])
def test_a_form_works_without_javascript(path):
    forms = re.findall(r"<form\b[^>]*>", path.read_text())
    assert [form for form in forms if "method=" not in form or "action=" not in form] == []


def test_there_is_one_settings_file():
    assert [name(path) for path in ROOT.glob("**/settings*.py") if not _is_foreign(path)] == [
        "src/leadwright/config/settings.py"
    ]


@each(
    sorted(chain.from_iterable(chain(ROOT.glob(kind), ROOT.glob(f"requirements/{kind}")) for kind in WRITTEN))
)
def test_no_lock_file_names_a_download_host(path):
    assert HOSTS.search(path.read_text()) is None


def test_every_requirement_is_pinned_by_its_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        pinned = re.findall(r"^[a-z0-9].*==", path.read_text(), re.MULTILINE)
        assert len(pinned) == len(
            re.findall(r"^[a-z0-9].*\\\n\s+--hash=sha256:", path.read_text(), re.MULTILINE)
        )


def _is_foreign(path: Path) -> bool:
    return bool(
        {".venv", ".boot", ".cache", "node_modules", "build", "dist"} & set(path.relative_to(ROOT).parts)
    )


# Words and keys are told from numbers there; nothing is read as one. Where values are read, digits become 0 to 9 first.
NO_NUMBERS = (
    "contacts/finding.py",
    "contacts/matching/normal.py",
    "foundation/numbers.py",
    "values/texts.py",
)


def test_only_one_place_says_what_is_a_number() -> None:
    """Python takes digits of every script for numbers: `foundation/numbers.py` takes those from 0 to 9."""
    asked = {"isdigit", "isdecimal", "isnumeric"}
    calls = [
        f"{name(path)}:{node.lineno}"
        for path in SOURCES
        if not name(path).endswith(NO_NUMBERS)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in asked
    ]
    assert calls == []


def test_forms_take_numbers_and_days_as_the_api_does() -> None:
    bare = {"IntegerField", "FloatField", "DecimalField", "DateField", "DateTimeField", "TimeField"}
    fields = [
        f"{name(path)}:{node.lineno} {node.attr}"
        for path in SOURCES
        if not name(path).endswith("web/base/fields.py")
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in bare and ast.unparse(node.value) == "forms"
    ]
    assert fields == []
