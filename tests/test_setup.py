"""The way from a clone to a running newsroom, where the machine is not as it should be."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parent.parent / "bin"

# Says where it lies, makes an environment of itself, and installs nothing.
FAKE_PYTHON = """#!/bin/sh
echo "$*" >>asked
case "$1 $2" in
    "-m venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    "-m pip") [ ! -e offline ] ;;
    -c*) echo "$0" ;;
esac
"""


@pytest.fixture
def clone(tmp_path):
    """Return a folder with the scripts, pins that name nothing, and a fake Python."""
    folder = tmp_path / "a clone"
    shutil.copytree(BIN, folder / "bin")
    (folder / "requirements").mkdir()
    (folder / "requirements" / "base.txt").touch()
    program(folder / "fake" / "python3.13", FAKE_PYTHON)
    return folder


def program(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def run(folder: Path, script: str, *arguments: str, **environment: object):
    """Run a script of `folder` where only its fake Python is to be found."""
    usual = {"PATH": f"{folder}/fake:/usr/bin:/bin", "HOME": folder, "PYENV_ROOT": folder}
    return subprocess.run(
        [folder / "bin" / script, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHON": "", **usual, **environment},
        capture_output=True,
        text=True,
    )


def installations(folder: Path) -> int:
    return (folder / "asked").read_text().count("pip install")


def test_python_that_does_not_run_is_passed_over(clone):
    program(clone / "fake" / "python3.14", "#!/bin/sh\nexit 127\n")

    found = run(clone, "find-python")

    assert found.stdout.strip() == f"{clone}/fake/python3.13"


def test_python_of_a_virtual_environment_gives_way_to_the_one_behind_it(clone):
    behind = os.path.realpath(sys._base_executable)

    found = run(clone, "find-python", PYTHON=sys.executable)

    assert os.path.realpath(found.stdout.strip()) == behind


@pytest.mark.skipif(sys.platform == "darwin", reason="Homebrew's Python is found without PATH")
def test_machine_without_python_is_told_what_to_install(clone):
    shutil.rmtree(clone / "fake")
    program(clone / "tools" / "cat", '#!/bin/sh\nexec /bin/cat "$@"\n')

    found = run(clone, "find-python", PATH=clone / "tools")

    assert found.returncode == 1
    assert "needs Python 3.12" in found.stderr


def test_finished_installation_is_not_repeated(clone):
    run(clone, "bootstrap", "base")

    run(clone, "bootstrap", "base")

    assert installations(clone) == 1


def test_unfinished_installation_is_finished(clone):
    (clone / "offline").touch()
    failed = run(clone, "bootstrap", "base")
    (clone / "offline").unlink()

    again = run(clone, "bootstrap", "base")

    assert [failed.returncode, again.returncode] == [1, 0]
    assert installations(clone) == 2


def test_environment_that_moved_with_its_folder_is_made_anew(clone):
    run(clone, "bootstrap", "base")
    moved = clone.rename(clone.with_name("elsewhere"))

    again = run(moved, "bootstrap", "base")

    assert "Making .venv" in again.stdout
    assert (moved / ".venv" / "made-in").read_text().strip() == os.path.realpath(moved)


def test_taken_port_is_said_before_anything_is_installed(clone):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        demo = run(clone, "demo", PYTHON=sys.executable, PORT=str(port))

    assert demo.returncode == 1
    assert f"Port {port} cannot be used" in demo.stderr
    assert "PORT=8000 make demo" in demo.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("port", ["web", "0", "65536", "-1", "08000", "٨٠٠٠"])
def test_port_that_is_none_is_refused(clone, port):
    demo = run(clone, "demo", PYTHON=sys.executable, PORT=port)

    assert demo.returncode == 1
    assert f"PORT={port} is no port" in demo.stderr
