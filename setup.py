"""Puts the folders that stand beside src/ into the wheel; everything else is declared in setup.cfg."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

ROOT = Path(__file__).parent
SHIPPED = ("config", "static", "templates")


class BuildWithAssets(build_py):
    """Ships config/, static/ and templates/ as crm/_shipped/, where crm.paths looks for them."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            if not (ROOT / "static/dist/manifest.json").is_file():
                raise SetupError("static/dist is missing: build the front-end assets first (./crm assets)")
            for folder in SHIPPED:
                shutil.copytree(
                    ROOT / folder,
                    Path(self.build_lib, "crm/_shipped", folder),
                    ignore=shutil.ignore_patterns("test") if folder == "static" else None,
                    dirs_exist_ok=True,
                )


setup(cmdclass={"build_py": BuildWithAssets})
