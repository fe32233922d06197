"""The house stands: imports go down the floors and back along the stages, and the cycle is pure.

The picture is in the README. Each rule is a function from files to faults, in sentences; the tests
below first break each rule on a small string, then hold it against the whole house.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
FLOORS = {
    "bot": 3,
    "features": 2,
    "scheduler": 2,
    "cards": 1,
    "papers": 1,
    "storage": 1,
    "cycle": 0,
}
LANGUAGE = "cycle/questions/"
STAGES = ("plan", "review", "improve", "monitor")
FEATURES = (  # in the order of the framework; the first are what features are made of
    *("turn", "feature", "button_refs", "form_inputs", "listing", "tables"),
    *("register", "approvals", "forecasts", "figures", "plans", "returns", "framework"),
    *("suggestions", "sign_off", "kpi_set", "benchmarks", "finance", "audit_plan"),
    *("reminders", "series"),
    *("status", "search", "subscriptions", "lookups", "analysis", "quality"),
    *("concerns", "interventions", "risks", "call_ins", "successes", "recheck"),
    *(
        "history",
        "digest",
        "papers",
        "chat_files",
        "sent_tables",
        "publication",
        "delivery",
        "exports",
        "workbook_export",
    ),
    *("absences", "vocabulary", "conversation"),
)

PURE_LIBRARIES = {"holidays", "babel", "rapidfuzz"}
NOT_PURE = {
    *("asyncio", "ftplib", "http", "io", "logging", "os", "pathlib", "random", "secrets"),
    *("select", "shelve", "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess"),
    *("tempfile", "threading", "time", "urllib"),
}
CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
OUTSIDE = {"open", "print", "input", "exec", "eval"}
SDK = ("bot/adapter", "bot/teams", "bot/messenger")  # files, or suites of the same name
ROOMS_OF_LIBRARIES = {
    **dict.fromkeys(("botbuilder", "botframework", "msrest"), SDK),
    "adaptivecards": ("cards/elements",),
    **dict.fromkeys(("sqlmodel", "sqlalchemy", "alembic", "psycopg"), ("storage",)),
    "apscheduler": ("scheduler/clock",),
    **dict.fromkeys(("openpyxl", "xlsxwriter", "docx", "typst", "matplotlib"), ("papers",)),
}

Files = Mapping[str, str]  # path from the house's root, as in bot/app.py: its text


@dataclass(frozen=True)
class Import:
    """`path:line` imports `target`, a dotted name: a module of the house where there is one."""

    path: str
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.target}"


# ---------------------------------------------------------------- reading the house


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


def module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def floor(path_or_module: str) -> str:
    return path_or_module.replace("/", ".").partition(".")[0]


def stage(path_or_module: str) -> str | None:
    """The stage named directly under the floor, by folder or file; None for the foundation."""
    parts = path_or_module.removesuffix(".py").replace("/", ".").split(".")
    return parts[1] if len(parts) > 1 and parts[1] in STAGES else None


def imports(files: Files) -> Iterator[Import]:
    """Every import, also those inside functions and those for type checkers only."""
    modules = {module(path) for path in files}
    for path, text in files.items():
        for node in ast.walk(parsed(text)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(path, node.lineno, alias.name)
            elif isinstance(node, ast.ImportFrom):
                package = absolute(path, node)
                for alias in node.names:
                    inner = f"{package}.{alias.name}"
                    yield Import(path, node.lineno, inner if inner in modules else package)


def absolute(path: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = path.removesuffix(".py").split("/")[: -node.level]
    return ".".join([*package, node.module] if node.module else package)


# ---------------------------------------------------------------- the rules


def down_the_floors(files: Files) -> list[str]:
    faults = []
    for found in imports(files):
        mine, other = floor(found.path), floor(found.target)
        if other not in FLOORS or mine == other:
            continue
        if FLOORS[other] > FLOORS[mine]:
            faults.append(f"{found}: {other} stands above {mine}; imports go down only.")
        elif FLOORS[other] == FLOORS[mine]:
            faults.append(f"{found}: {other} and {mine} stand side by side and meet in bot/app.py.")
    return faults


def back_along_the_stages(files: Files) -> list[str]:
    """Inside the cycle, which alone is laid out by the framework's stages.

    The chat's language reads all of them, and none of them knows it.
    """
    faults = []
    for found in imports({path: text for path, text in files.items() if floor(path) == "cycle"}):
        mine, other = stage(found.path), stage(found.target)
        is_language = found.path.startswith(LANGUAGE)
        if found.target.startswith("cycle.questions") and not is_language:
            faults.append(f"{found}: the chat's language reads the rules, which do not know it.")
        if floor(found.target) != "cycle" or other is None or mine == other or is_language:
            continue
        if mine is None:
            faults.append(f"{found}: the foundation carries every stage and knows none.")
        elif STAGES.index(other) > STAGES.index(mine):
            faults.append(f"{found}: {other} comes after {mine}; imports go back only.")
    return faults


def features_in_one_line(files: Files) -> list[str]:
    """A feature may use earlier ones; what sets off a later one is handed over in bot/app.py."""
    inside = {path: text for path, text in files.items() if floor(path) == "features"}
    faults = []
    for found in imports(inside):
        mine, other = feature(found.path), feature(found.target)
        if floor(found.target) != "features" or mine == other or "" in (mine, other):
            continue
        for name in (mine, other):
            if name not in FEATURES:
                faults.append(f"{found}: {name} has no place in the line of features.")
                break
        else:
            if FEATURES.index(other) > FEATURES.index(mine):
                faults.append(f"{found}: {other} comes after {mine}; features use earlier ones.")
    return faults


def feature(path_or_module: str) -> str:
    """The file or folder directly under `features`."""
    parts = path_or_module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return parts.split(".")[1] if "." in parts else ""


def circles(files: Files) -> list[str]:
    graph: dict[str, set[str]] = {module(path): set() for path in files}
    for found in imports(files):
        if found.target in graph and found.target != module(found.path):
            graph[module(found.path)].add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [f"A circle of imports: {' → '.join(reversed(error.args[1]))}."]
    return []


def pure_cycle(files: Files) -> list[str]:
    cycle = {path: text for path, text in files.items() if floor(path) == "cycle"}
    faults = []
    for found in imports(cycle):
        library = floor(found.target)
        is_pure = library == "cycle" or library in PURE_LIBRARIES
        if not is_pure and (library in NOT_PURE or library not in sys.stdlib_module_names):
            faults.append(f"{found}: the cycle needs nothing from outside.")
    for path, text in cycle.items():
        for node in ast.walk(parsed(text)):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
                faults.append(f"{path}:{node.lineno} awaits: the cycle is plain functions.")
            if isinstance(node, ast.Call) and ast.unparse(node.func) in OUTSIDE:
                faults.append(f"{path}:{node.lineno} calls {ast.unparse(node.func)}().")
    return faults


def one_clock(files: Files) -> list[str]:
    return [
        f"{path}:{node.lineno} reads the clock: {ast.unparse(node.func)}(). Take it as an argument."
        for path, text in files.items()
        if path != "bot/__main__.py"
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Call) and ".".join(ast.unparse(node.func).split(".")[-2:]) in CLOCK
    ]


def library_rooms(files: Files) -> list[str]:
    return [
        f"{found}: {floor(found.target)} lives in {', '.join(rooms)} only."
        for found in imports(files)
        if (rooms := ROOMS_OF_LIBRARIES.get(floor(found.target)))
        and not any(found.path.startswith((f"{room}.py", f"{room}/")) for room in rooms)
    ]


def first_lines(files: Files) -> list[str]:
    return [
        f"{path}: its first line must say what a person gets from it, as a docstring."
        for path, text in files.items()
        if not text.startswith('"""') or len(text.partition("\n")[0].strip('" ')) < 10
    ]


def modules_by_their_names(files: Files) -> list[str]:
    modules = {module(path) for path in files}
    return [
        f"{path}:{node.lineno} hides the module {alias.name} behind the name {alias.asname}."
        for path, text in files.items()
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname and {alias.name, f"{getattr(node, 'module', '')}.{alias.name}"} & modules
    ]


def one_meaning_of_a_class_name(files: Files) -> list[str]:
    defined: dict[str, list[str]] = {}
    for path, text in files.items():
        if "migrations/versions" not in path:
            for node in ast.walk(parsed(text)):
                if isinstance(node, ast.ClassDef):
                    defined.setdefault(node.name, []).append(path)
    return [
        f"{name} is a class in {' and in '.join(paths)}: one name means one thing."
        for name, paths in defined.items()
        if len(paths) > 1
    ]


RULES = (
    down_the_floors,
    back_along_the_stages,
    features_in_one_line,
    circles,
    pure_cycle,
    one_clock,
    library_rooms,
    first_lines,
    modules_by_their_names,
    one_meaning_of_a_class_name,
)

# ---------------------------------------------------------------- the rules notice


@pytest.mark.parametrize(
    ("rule", "files", "words"),
    [
        (down_the_floors, {"cycle/a.py": "import storage.plan"}, "storage stands above cycle"),
        (down_the_floors, {"cards/a.py": "def f():\n    import bot"}, "cards/a.py:2 imports bot"),
        (down_the_floors, {"cards/a.py": "from storage import x"}, "side by side"),
        (down_the_floors, {"features/status.py": "import scheduler"}, "meet in bot/app.py"),
        (down_the_floors, {"scheduler/a.py": "import features.turn"}, "side by side"),
        (down_the_floors, {"features/a.py": "from bot.teams import x"}, "bot stands above"),
        (back_along_the_stages, {"cycle/plan/a.py": "import cycle.review.b"}, "review comes after"),
        (back_along_the_stages, {"cycle/plan/a.py": "import cycle.questions.b"}, "do not know it"),
        (back_along_the_stages, {"cycle/review/a.py": "from cycle.improve.b import c"}, "go back"),
        (back_along_the_stages, {"cycle/periods.py": "import cycle.plan.x"}, "knows none"),
        (features_in_one_line, {"features/figures/a.py": "import features.status.b"}, "after fig"),
        (features_in_one_line, {"features/turn.py": "from features.status import a"}, "after tu"),
        (features_in_one_line, {"features/nowhere.py": "import features.turn"}, "no place"),
        (circles, {"cycle/a.py": "import cycle.b", "cycle/b.py": "import cycle.a"}, "circle"),
        (circles, {"cycle/a.py": "from . import b", "cycle/b.py": "from .a import f"}, "circle"),
        (circles, {"cards/x/__init__.py": "from cards.x.y import f",
                   "cards/x/y.py": "from cards.x import g"}, "cards.x"),
        (pure_cycle, {"cycle/a.py": "import aiohttp"}, "nothing from outside"),
        (pure_cycle, {"cycle/a.py": "from os import path"}, "nothing from outside"),
        (pure_cycle, {"cycle/a.py": "async def f(): pass"}, "awaits"),
        (pure_cycle, {"cycle/a.py": "f = open('x')"}, r"calls open\(\)"),
        (one_clock, {"cycle/a.py": "import datetime as d\nd.datetime.now()"}, "a.py:2 reads"),
        (one_clock, {"storage/a.py": "date.today()"}, "as an argument"),
        (library_rooms, {"bot/app.py": "import botbuilder.core"}, "bot/adapter, bot/teams"),
        (library_rooms, {"cards/form.py": "from adaptivecards import x"}, "elements"),
        (library_rooms, {"bot/a.py": "from sqlalchemy.orm import x"}, "lives in storage only"),
        (modules_by_their_names, {"cards/a.py": "", "bot/b.py": "from cards import a as x"}, "hid"),
        (modules_by_their_names, {"cards/a.py": "", "bot/b.py": "import cards.a as x"}, "b.py:1"),
        (one_meaning_of_a_class_name, {"cards/a.py": "class A: pass",
                                       "bot/b.py": "class A: pass"}, "one thing"),
        (first_lines, {"cycle/a.py": "import re"}, "what a person gets"),
        (first_lines, {"cycle/a.py": '"""\nLate."""'}, "what a person gets"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_noticed(rule, files, words):
    (fault,) = rule(files)
    with pytest.raises(AssertionError, match=words):
        raise AssertionError(fault)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (down_the_floors, {"bot/a.py": "import cards.x, storage, papers, cycle.y, features"}),
        (down_the_floors, {"bot/app.py": "import scheduler.clock"}),
        (back_along_the_stages, {"cycle/monitor/a.py": "import cycle.review.b, cycle.periods"}),
        (back_along_the_stages, {"cycle/questions/a.py": "import cycle.monitor.b"}),
        (back_along_the_stages, {"storage/a.py": "import cycle.plan.b"}),
        (features_in_one_line, {"features/status/a.py": "import features.figures.b, features"}),
        (features_in_one_line, {"features/status/a.py": "from features.status import b"}),
        (circles, {"cycle/a.py": "import cycle.b", "cycle/b.py": "import cycle"}),
        (circles, {"cards/x/__init__.py": "from cards.x.y import f", "cards/x/y.py": ""}),
        (pure_cycle, {"cycle/a.py": "import re, holidays\nfrom babel.numbers import x"}),
        (pure_cycle, {"bot/a.py": "import os\nasync def f(): pass"}),
        (one_clock, {"bot/__main__.py": "datetime.now(UTC)", "bot/a.py": "clock.now()"}),
        (library_rooms, {"bot/teams.py": "import botbuilder"}),
        (library_rooms, {"bot/adapter/sending.py": "import msrest.x"}),
        (library_rooms, {"papers/a/b.py": "import docx", "storage/a.py": "import psycopg"}),
        (modules_by_their_names, {"cards/a.py": "", "bot/b.py": "from cards import a"}),
        (modules_by_their_names, {"storage/b.py": "from sqlalchemy import select as rows"}),
        (one_meaning_of_a_class_name, {"cards/a.py": "class A: pass\nclass B: pass"}),
        (first_lines, {"cycle/a.py": '"""What is due today, and for whom."""\n'}),
    ],
)  # fmt: skip
def test_a_kept_rule_is_left_in_peace(rule, files):
    assert rule(files) == []


# ---------------------------------------------------------------- the house itself


@cache
def house() -> Files:
    paths = (path for floor in FLOORS for path in sorted((HOUSE / floor).rglob("*.py")))
    return {path.relative_to(HOUSE).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule):
    assert len(house()) > 20, "the house was not found"
    faults = rule(house())
    assert not faults, "\n" + "\n".join(faults)


def test_features_are_added_up_in_the_order_of_the_line():
    app = parsed(house()["bot/app.py"])
    (features,) = (
        node.value
        for node in ast.walk(app)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "FEATURES"
    )
    names = re.findall(r"(\w+)\.FEATURE", ast.unparse(features))
    assert len(names) > 10
    assert names == [name for name in FEATURES if name in names]


def test_no_room_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "managers", "services", "common", "base", "misc"}
    assert not {path for path in house() if drawers & set(module(path).split("."))}


@pytest.mark.process
def test_a_server_does_not_load_what_only_commands_need():
    """Together 28 MB: they are imported where a workbook is written or the schema changed."""
    heavy = {"openpyxl", "xlsxwriter", "alembic", "docx", "typst"}
    code = f"import sys, bot.__main__; print(*({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=HOUSE)
    assert ran.stdout.decode().split() == []
