"""Puts the folders that stand beside src/ into the wheel; everything else is declared in setup.cfg."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

ROOT = Path(__file__).parent
SHIPPED = ("config", "static", "templates")
BUILT = ("manifest.json", "fonts/NotoSansSC_400Regular.ttf", "fonts/NotoSansSC_700Bold.ttf")
SOURCES = ("css", "js", "icons.txt", "test")  # of static/: what its dist/ is made from, and what only tests want


class BuildWithAssets(build_py):
    """Ships config/, static/ and templates/ as crm/_shipped/, where crm.paths looks for them."""

    def run(self) -> None:
        if self.editable_mode:
            return super().run()
        if not all((ROOT / "static/dist" / name).is_file() for name in BUILT):
            raise SetupError("static/dist is missing: build the front-end assets first with ./crm assets")
        shutil.rmtree(self.build_lib, ignore_errors=True)  # files of an earlier build that are gone since
        super().run()
        for folder in SHIPPED:
            ignore = shutil.ignore_patterns(*SOURCES) if folder == "static" else None
            shutil.copytree(ROOT / folder, Path(self.build_lib, "crm/_shipped", folder), ignore=ignore)


setup(cmdclass={"build_py": BuildWithAssets})
