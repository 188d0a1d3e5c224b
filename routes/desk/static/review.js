// Plays a text, or a whole call with its text running along. Without a script the links open the clips.
"use strict";

const player = new Audio();
let button = null;
let lines = [];

function stop() {
  player.pause();
  for (const line of document.querySelectorAll(".now")) {
    line.classList.remove("now");
  }
  if (button) {
    button.textContent = button.dataset.play;
  }
  button = null;
  lines = [];
}

function playNext() {
  const line = lines.shift();
  if (!line) {
    stop();
    return;
  }
  for (const other of document.querySelectorAll(".now")) {
    other.classList.remove("now");
  }
  if (line.classList.contains("line")) {
    line.classList.add("now");
    line.scrollIntoView({ block: "nearest" });
  }
  player.src = line.href;
  player.play().catch(stop);
}

function play(pressed, all) {
  const again = button === pressed;
  stop();
  if (again) {
    return;
  }
  button = pressed;
  button.dataset.play = button.textContent;
  button.textContent = button.dataset.stop || button.textContent;
  lines = all;
  playNext();
}

player.addEventListener("ended", playNext);

for (const link of document.querySelectorAll("a.listen, a.line")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    play(link, [link]);
  });
}

const whole = document.getElementById("whole");
if (whole) {
  whole.hidden = false;
  whole.addEventListener("click", () => play(whole, [...document.querySelectorAll("a.line")]));
}
