"""The listening page, for development: every prompt of every language, to be heard one by one."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from audio.provenance import RecordingName
from audio.text import Text
from prompts.languages import direction
from routes.call.hotline import Hotline, the_hotline
from routes.operations.script.recording import TextRecording, recording_of


@dataclass(frozen=True, slots=True)
class ListenedPrompt:
    """One recording on the page. name: of the recording. limit: seconds that it may last."""

    language: str
    name: str
    words: str
    note: str
    limit: int | None
    recording: TextRecording

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return direction(self.language)

    @property
    def clip(self) -> str:
        """The path of the clip; empty where there is none."""
        return f"/clips/{self.recording.clip}" if self.recording.clip else ""

    @property
    def is_long(self) -> bool:
        """Whether it lasts longer than it may."""
        return bool(self.limit and self.recording.lasts > self.limit)

    @property
    def status(self) -> str:
        """How far the recording is, in words."""
        reviewer = self.recording.reviewer
        return f"reviewed by {reviewer}" if reviewer else self.recording.status


def add_listening_page(routes: Blueprint) -> None:
    """GET /listen, beside the telephone."""

    @routes.get("/listen")
    def listen() -> str:
        hotline = the_hotline()
        prompts = [_prompt(hotline, place, text) for place, text in hotline.recordings.items()]
        recorded = {prompt.language for prompt in prompts}
        languages = {
            tag: language.name for tag, language in hotline.languages.items() if tag in recorded
        }
        return render_template("listen.html", prompts=prompts, languages=languages)


def _prompt(hotline: Hotline, place: RecordingName, text: Text) -> ListenedPrompt:
    language, name = place
    source = hotline.catalogues.template[hotline.prompts_of_recordings[place]]
    recording = recording_of(hotline, place, text)
    return ListenedPrompt(language, name, text.words, source.note, source.seconds, recording)
