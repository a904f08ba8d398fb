"""stub"""

from pathlib import Path
from pipelines.sample.filing import SampleFiling


def write_folder(folder: Path, filing: SampleFiling) -> None: ...
