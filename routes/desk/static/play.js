// A press on a link plays its sounds here, one after the other, and a second press stops them. One link plays at a time.
// Without this script the link opens its first sound.
//   a.play, a.line   one sound, or those in data-sounds; shown as pressed while they play
//   a.listen         says data-stop instead of its own words meanwhile
//   #whole           every a.line of the page; the one that is heard is marked
"use strict";

const player = new Audio();
let playing = null; // what was pressed
let rest = []; // what is still to be played: a sound, and the line that it says

function show(pressed, plays) {
  if (pressed.dataset.stop) {
    [pressed.textContent, pressed.dataset.stop] = [pressed.dataset.stop, pressed.textContent];
  } else {
    pressed.setAttribute("aria-pressed", String(plays));
  }
}

function mark(line) {
  for (const former of document.querySelectorAll("a.line.now")) former.classList.remove("now");
  if (!line) return;
  line.classList.add("now");
  line.scrollIntoView({ block: "nearest" });
}

function stop() {
  player.pause();
  mark(null);
  if (playing) show(playing, false);
  playing = null;
}

function playNext() {
  const next = rest.shift();
  if (!next) return stop();
  mark(next.line);
  player.src = next.sound;
  player.play().catch(stop);
}

function soundsOf(link) {
  const line = link.matches(".line") ? link : null;
  const sounds = link.dataset.sounds ? link.dataset.sounds.split(" ") : [link.href];
  return sounds.map((sound) => ({ sound, line }));
}

function press(pressed, links) {
  const again = pressed === playing;
  stop();
  if (again) return;
  playing = pressed;
  rest = links.flatMap(soundsOf);
  show(pressed, true);
  playNext();
}

player.addEventListener("ended", playNext);

for (const link of document.querySelectorAll("a.play, a.listen, a.line")) {
  link.setAttribute("role", "button");
  if (!link.dataset.stop) link.setAttribute("aria-pressed", "false");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab or window opens it
    event.preventDefault();
    press(link, [link]);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return; // Enter is a click already
    event.preventDefault();
    press(link, [link]);
  });
}

const whole = document.getElementById("whole");
if (whole) {
  whole.hidden = false;
  whole.addEventListener("click", () => press(whole, [...document.querySelectorAll("a.line")]));
}
