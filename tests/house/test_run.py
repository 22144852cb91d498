"""`./run` tells a person what is wrong and what to do, and does nothing twice."""

import importlib.util
import socket
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.plan import ROOT


@pytest.fixture
def run() -> ModuleType:
    """The file `run`, read as a module."""
    loader = SourceFileLoader("run", str(ROOT / "run"))
    spec = importlib.util.spec_from_file_location("run", ROOT / "run", loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def data(tmp_path: Path, run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and a preparation that only counts how often it was asked for."""
    asked: list[bool] = []
    monkeypatch.setattr(run, "call_prepare", lambda _data, *, empty: asked.append(empty))
    monkeypatch.setattr(run, "asked", asked, raising=False)
    return tmp_path / "data"


def test_a_taken_port_is_named_with_another_to_try(run: ModuleType) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(run.Trouble, match=rf"Port {port} is taken.*--port \d+"):
            run.refuse_taken_port(port)


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("/usr/bin/python3: No module named pip", "apt-get install python3-pip"),
        ("NewConnectionError: Temporary failure in name resolution", "Check the network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "was not installed"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("something nobody has seen", "could not be installed"),
    ],
)
def test_when_packages_cannot_be_had_a_person_reads_why(
    run: ModuleType, heard: str, told: str
) -> None:
    why = run.why_pip_failed([heard])
    assert told in why
    assert heard in why


def test_an_old_python_is_told_which_one_is_needed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(run.Trouble, match=r"This is Python 3\.9; Xenia needs 3\.11 or newer"):
        run.refuse_old_python()


def test_a_second_start_prepares_nothing(run: ModuleType, data: Path) -> None:
    run.prepare(data, empty=False)
    run.prepare(data, empty=False)
    assert run.asked == [False]


def test_a_new_version_prepares_the_folder_again(
    run: ModuleType, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.prepare(data, empty=False)
    monkeypatch.setattr(run, "fingerprint", lambda: "another")
    run.prepare(data, empty=False)
    assert run.asked == [False, False]


def test_a_folder_begun_empty_stays_empty(run: ModuleType, data: Path) -> None:
    run.prepare(data, empty=True)
    run.prepare(data, empty=False, again=True)
    assert run.asked == [True, True]


def test_a_folder_with_the_sample_city_is_not_called_empty(run: ModuleType, data: Path) -> None:
    run.prepare(data, empty=False)
    with pytest.raises(run.Trouble, match="holds the sample city"):
        run.prepare(data, empty=True)


def test_a_real_city_is_never_given_the_sample(run: ModuleType, data: Path) -> None:
    data.mkdir()
    (data / "office.kind").write_text("city\n", encoding="utf-8")
    run.prepare(data, empty=False)
    assert run.asked == [True]
    assert run.environment_for(data)["DJANGO_SETTINGS_MODULE"].endswith(".city")


def test_the_data_folder_is_its_owners_alone(run: ModuleType, data: Path) -> None:
    run.prepare(data, empty=False)
    assert data.stat().st_mode & 0o077 == 0


@pytest.fixture
def installed(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lock files that were installed, in order; nothing is fetched, and nothing is there before."""
    asked: list[str] = []
    monkeypatch.setattr(run, "packages", lambda lock, **_options: asked.append(lock))
    monkeypatch.setattr(run, "is_installed", lambda lock, _folder: lock in asked)
    monkeypatch.setattr(run, "prepare", lambda _data, *, empty: asked.append("prepare"))
    monkeypatch.setattr(run, "open_office", lambda _port, _data: asked.append("open"))
    monkeypatch.setattr(run, "refuse_taken_port", lambda _port: None)
    return asked


def test_the_office_opens_before_the_packages_for_reports_are_here(
    run: ModuleType, installed: list[str]
) -> None:
    run.serve([])
    assert installed == ["requirements.txt", "prepare", "open"]


def test_a_server_can_have_the_packages_for_reports_first(
    run: ModuleType, installed: list[str]
) -> None:
    run.serve(["--full"])
    assert installed == ["requirements.txt", "requirements-report.txt", "prepare", "open"]


def test_the_packages_for_reports_come_in_a_process_of_their_own(
    run: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "run").write_text(
        "import sys; sys.exit(7 if sys.argv[1:] == ['report-set'] else 1)"
    )
    monkeypatch.setattr(run, "ROOT", tmp_path)
    (installer,) = run.install_report_set()
    assert installer.wait(20) == 7
    installed.append("requirements-report.txt")
    assert run.install_report_set() == []


def test_an_office_without_its_reports_says_what_to_do(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(_lock: str) -> None:
        raise run.Trouble("The package index did not answer.")

    monkeypatch.setattr(run, "packages", no_network)
    with pytest.raises(run.Trouble, match=r"did not answer[\s\S]*\./run --full"):
        run.report_set([])


def test_a_process_that_will_not_end_is_ended(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STOP_WITHIN", 0.3)
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", deaf], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        run.stop([process])
        assert process.returncode == -9


def test_run_needs_the_standard_library_alone() -> None:
    alone = [sys.executable, "-I", "-S", str(ROOT / "run"), "--help"]
    said = subprocess.run(alone, capture_output=True, text=True, check=True, env={}).stdout
    for word in (
        "--port",
        "--data",
        "--empty",
        "--full",
        "./run test",
        "./run check",
        "./run xenia",
    ):
        assert word in said


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({}, "http://localhost:8822"),
        ({"XENIA_ADDRESS": "https://help.city.example/"}, "https://help.city.example"),
        ({"XENIA_ORIGINS": "https://first.example,https://b.example"}, "https://first.example"),
    ],
)
def test_links_in_letters_lead_to_the_port_unless_an_address_was_set(
    run: ModuleType,
    installed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    said: dict[str, str],
    address: str,
) -> None:
    for name in ("XENIA_PORT", "XENIA_ADDRESS", "XENIA_ORIGINS"):
        monkeypatch.setenv(name, said.get(name, ""))
    run.serve(["--port", "8822"])
    look = "from xenia.config.settings.base import SITE_ADDRESS; print(SITE_ADDRESS)"
    office = run.environment_for(tmp_path) | {"PYTHONPATH": str(ROOT)}
    heard = subprocess.run(
        [sys.executable, "-c", look],
        env=office,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert heard.stdout.strip() == address, heard.stderr


@pytest.fixture
def handed(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str]]:
    """What was handed over to the office's command line, and for which data folder."""
    given: list[tuple[list[str], str]] = []
    monkeypatch.setattr(run, "packages", lambda *_locks, **_options: None)
    monkeypatch.setattr(
        run, "hand_over", lambda words, place: given.append((words[3:], place["XENIA_DATA"]))
    )
    return given


def test_a_command_does_not_build_a_city_where_there_is_none(
    run: ModuleType, data: Path, handed: list[tuple[list[str], str]]
) -> None:
    with pytest.raises(
        run.Trouble, match=r"There is no office in .*\n.*run --data .*\n.*--data DIR"
    ):
        run.xenia(["--data", str(data), "search", "food"])
    assert (run.asked, handed, data.exists()) == ([], [], False)


def test_a_command_reaches_the_office_whose_folder_is_named(
    run: ModuleType, data: Path, handed: list[tuple[list[str], str]]
) -> None:
    run.prepare(data, empty=False)
    run.xenia(["--data", str(data), "search", "food"])
    run.xenia([f"--data={data}", "search", "food"])
    assert handed == [(["search", "food"], str(data.resolve()))] * 2


@pytest.mark.parametrize("command", ["new-city", "restore", "help", "found-office"])
def test_what_begins_an_office_needs_none(
    run: ModuleType, data: Path, handed: list[tuple[list[str], str]], command: str
) -> None:
    run.xenia(["--data", str(data), command])
    assert handed == [([command], str(data.resolve()))]
    assert run.asked == ([True] if command == "found-office" else [])
