// A press on a play button plays its sound here, and a second one stops it. One sound at a time.
// Without this script the link opens the sound.
"use strict";

const player = new Audio();
let playing = null;

function stop() {
  player.pause();
  if (playing) playing.classList.remove("playing");
  playing = null;
}

player.addEventListener("ended", stop);
document.addEventListener("click", (event) => {
  const button = event.target.closest("a.play");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const again = button === playing;
  stop();
  if (again) return;
  playing = button;
  button.classList.add("playing");
  player.src = button.href;
  player.play().catch(stop);
});
