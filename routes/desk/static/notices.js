// Plays the sounds of a link one after the other, in place. Without this script the link opens the first one.
"use strict";
const sound = new Audio();
let playing = null;
let rest = [];

function stop() {
  sound.pause();
  if (playing) playing.setAttribute("aria-pressed", "false");
  playing = null;
}

function next() {
  const address = rest.shift();
  if (!address) return stop();
  sound.src = address;
  sound.play().catch(stop);
}

sound.addEventListener("ended", next);
for (const link of document.querySelectorAll("a.play")) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-pressed", "false");
  const press = (event) => {
    event.preventDefault();
    const again = link === playing;
    stop();
    if (again) return;
    playing = link;
    link.setAttribute("aria-pressed", "true");
    rest = link.dataset.sounds.split(" ");
    next();
  };
  link.addEventListener("click", press);
  link.addEventListener("keydown", (event) => { if (event.key === " ") press(event); });
}
