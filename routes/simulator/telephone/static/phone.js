// The page's side of the telephone: sends keys, and lets the handset's answers be seen (screen.js) and heard (sound.js).

import {
  $, caption, hears, patience, say, showKeys, showLine, showLog, showTelephoneOf, text,
} from "./screen.js";
import * as sound from "./sound.js";

const { calls, token, called = "" } = $("telephone").dataset;
const VOICEMAIL_PATIENCE = 1; // seconds; a real machine is silent for longer

let call = null; // the name of the call on the server
let acts = ""; // every act of the call so far: the next one may reach another process of the server
let sending = Promise.resolve(); // acts are sent one after the other, so keys arrive in their order
let shown = null; // the server's last answer
let turn = 0; // grows with every act: what an older act was still playing or waiting for is dropped
let steps = 0; // log entries that are shown already

// Sends an act to the server, and plays what is heard then. Returns false when another act came
// in between.
async function act(what, key = "") {
  const mine = ++turn;
  hush();
  const url = what === "call" ? calls : `${calls}/${call}/${what}`;
  const body = new URLSearchParams(what === "call" ? { called } : { key, called, before: acts });
  const headers = token ? { "X-CSRFToken": token } : {};
  acts = what === "call" ? "call:" : `${acts} ${what}:${key}`; // the next key may come first
  const sent = sending.then(() => fetch(url, { method: "POST", headers, body }));
  sending = sent.catch(() => {}); // the answer below says it
  const answer = await sent.then(
    (response) =>
      response.json().catch(() => withoutAnswer(response.status)),
    () => ({ problem: text("unreachable") }),
  );
  if (mine !== turn) return false;
  if (answer.problem || answer.refused) {
    fail(answer.refused ?? text("wrong", { problem: answer.problem }));
    return false;
  }
  call = answer.name;
  await show(answer, mine);
  return mine === turn;
}

function withoutAnswer(status) {
  return status === 401 ? { refused: text("logged out") } : { problem: text("server", { status }) };
}

async function show(answer, mine) {
  const news = answer.log.length > steps; // none after one digit of four
  shown = answer;
  $("state").textContent = text(answer.state);
  showKeys(answer);
  showLine(answer);
  showLog(answer.log, steps);
  steps = answer.log.length;
  if (answer.state === "whispering") {
    caption({ words: text("rings") });
    return playAll(answer.whispered, mine, "whispered");
  }
  if (answer.state === "talking") {
    return caption({ words: text(answer.meets ? "you meet" : "you talk", answer.ringing) });
  }
  if (news) await playAll(answer.heard, mine, "heard");
  if (mine !== turn) return;
  if (answer.state === "listening") silence(answer.seconds, mine);
  if (answer.state === "ringing") {
    caption({ words: text("rings") });
    sound.startRinging();
  }
  if (answer.state === "over") finish();
}

async function playAll(sounds, mine, kind) {
  for (const heard of sounds) {
    const bubble = say(heard, kind);
    (kind === "whispered" ? hears : caption)(heard);
    await (heard.clip ? sound.play(heard.clip, broken) : sound.pronounce(heard));
    bubble.classList.remove("current");
    if (mine !== turn) return;
  }
}

function broken(problem) {
  fail(text("wrong", { problem: text(problem) }));
}

function hush() {
  sound.hush();
  patience(0);
}

function silence(seconds, mine) {
  patience(seconds);
  setTimeout(() => mine === turn && act("wait"), seconds * 1000);
}

// What the line does. A key cuts the whisper short.
async function decide(what, key) {
  // A double click does it once: the server's answer enables the buttons anew.
  for (const button of $("line").querySelectorAll("button")) button.disabled = true;
  if (what !== "voicemail") return act(what, key);
  if (!(await act("pick-up"))) return; // the caller hung up
  while (shown.state === "whispering") {
    const mine = turn;
    await new Promise((done) => setTimeout(done, VOICEMAIL_PATIENCE * 1000));
    if (mine !== turn || !(await act("whisper-wait"))) return;
  }
}

function press(key) {
  if (shown?.state !== "listening") return;
  const button = document.querySelector(`[data-key="${key}"]`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 150);
  say({ words: text("pressed", { key }) }, "key").classList.remove("current");
  act("press", key);
}

// Also in the middle of a call, which ends then.
function start() {
  steps = 0;
  shown = null;
  $("log")?.replaceChildren();
  $("transcript").replaceChildren();
  showTelephoneOf(false);
  showKeys({ keys: {}, meanings: {} });
  $("state").textContent = text("calling");
  caption({ words: called.trim() ? text("opening") : "" });
  $("call").textContent = text("again");
  $("hang-up").disabled = false;
  began = Date.now();
  act("call");
}

function finish() {
  $("call").textContent = text("call");
  $("hang-up").disabled = true;
  showTelephoneOf(false);
  began = null;
}

function fail(words) {
  turn++;
  shown = null;
  hush();
  $("state").textContent = text("over");
  caption({ words });
  finish();
}

async function hangUp() {
  if ($("hang-up").disabled) return;
  $("hang-up").disabled = true;
  showTelephoneOf(false); // nobody can do anything there from now on
  if (await act("hang-up")) caption({ words: text("hung up") });
}

let began = null;
setInterval(() => {
  const seconds = began ? Math.floor((Date.now() - began) / 1000) : null;
  if (seconds === null) return;
  $("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}, 250);

$("call").onclick = start;
$("hang-up").onclick = hangUp;
$("keypad").onclick = ({ target }) => target.dataset.key && press(target.dataset.key);
$("line").onclick = ({ target: { dataset } }) =>
  dataset.line && decide(dataset.line, dataset.press ?? "");
document.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9*#]$/.test(event.key)) press(event.key);
  else if (event.key === "Enter" && event.target === document.body && began === null) start();
  else if (event.key === "Escape") hangUp();
};
