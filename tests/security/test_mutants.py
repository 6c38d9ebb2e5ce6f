"""Whatever guard is taken away, a test turns red. `./crm test -m mutants -n 0 -s` prints the table."""

import os
import subprocess
import sys

import pytest

from crm.paths import ROOT
from tests.security.mutants import MUTANTS

FAILED = 1  # what pytest answers when tests ran, and some of them failed


@pytest.mark.mutants
@pytest.mark.parametrize("name", MUTANTS)
def test_without_the_guard_a_test_turns_red(name):
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "tests.security.mutants", *MUTANTS[name].tests]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | {"CRM_MUTANT": name}, capture_output=True, text=True, check=False)
    print(f"{'noticed' if run.returncode == FAILED else 'SURVIVED'}  {name}")
    assert run.returncode == FAILED, run.stdout[-2000:] + run.stderr[-2000:]
