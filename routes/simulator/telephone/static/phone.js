// The page's side of the telephone: it plays what the handset on the server heard, and sends keys.

const $ = (id) => document.getElementById(id);
const { calls, token } = $("telephone").dataset;
const texts = JSON.parse($("telephone").dataset.texts);
const text = (name, values = {}) => texts[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);
const VOICEMAIL_PATIENCE = 1; // seconds; a real machine is silent for longer
const ANSWERS = ["accept", "interpreter", "decline", "voicemail"]; // the line is picked up first
const DURING_WHISPER = ["accept", "interpreter", "decline"]; // of the person who hears the whisper
const RING = { tone: 425, on: 1, off: 3 }; // Belgium: one second of 425 Hz, three of silence

let call = null; // the name of the call on the server
let acts = ""; // every act of the call so far: the next one may reach another process of the server
let sending = Promise.resolve(); // acts are sent one after the other, so keys arrive in their order
let shown = null; // the server's last answer
let turn = 0; // grows with every act: what an older act was still playing or waiting for is dropped
let steps = 0; // log entries that are shown already
let sound = null;
let ring = null;
const player = new Audio();
window.clipsPlayed = []; // for the tests: clips that were played to their end, and their seconds

// Sends an act to the server, and plays what is heard then. Returns false when another act came
// in between.
async function act(what, key = "") {
  const mine = ++turn;
  hush();
  const url = what === "call" ? calls : `${calls}/${call}/${what}`;
  const body = new URLSearchParams(what === "call" ? {} : { key, before: acts });
  const headers = token ? { "X-CSRFToken": token } : {};
  acts = what === "call" ? "call:" : `${acts} ${what}:${key}`; // the next key may come first
  const sent = sending.then(() => fetch(url, { method: "POST", headers, body }));
  sending = sent.catch(() => {}); // the answer below says it
  const answer = await sent.then(
    (response) =>
      response.json().catch(() => ({ problem: text("server", { status: response.status }) })),
    () => ({ problem: text("unreachable") }),
  );
  if (mine !== turn) return false;
  if (answer.problem) {
    fail(answer.problem);
    return false;
  }
  call = answer.name;
  await show(answer, mine);
  return mine === turn;
}

async function show(answer, mine) {
  const news = answer.log.length > steps; // none after one digit of four
  shown = answer;
  $("state").textContent = text(answer.state);
  showKeys(answer);
  showLine(answer);
  showLog(answer.log);
  if (answer.state === "whispering") return playAll(answer.whispered, mine, "whispered");
  if (answer.state === "talking") {
    return caption({ words: text(answer.meets ? "you meet" : "you talk", answer.ringing) });
  }
  if (news) await playAll(answer.heard, mine, "heard");
  if (mine !== turn) return;
  if (answer.state === "listening") silence(answer.seconds, mine);
  if (answer.state === "ringing") startRinging();
  if (answer.state === "over") finish();
}

async function playAll(sounds, mine, kind) {
  for (const heard of sounds) {
    const bubble = say(heard, kind);
    caption(heard);
    await (heard.clip ? play(heard.clip) : pronounce(heard));
    bubble.classList.remove("current");
    if (mine !== turn) return;
  }
}

function play(clip) {
  return new Promise((done) => {
    sound = done;
    player.src = clip;
    player.onended = () => { window.clipsPlayed.push([clip, player.duration]); done(); };
    player.onerror = () => { fail(text("clip")); done(); };
    player.play().catch(done);
  });
}

function pronounce({ words, language }) {
  return new Promise((done) => {
    sound = done;
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = language;
    speech.onend = speech.onerror = done;
    if (window.speechSynthesis?.getVoices().length) speechSynthesis.speak(speech);
    else setTimeout(done, 60 * words.length);
  });
}

function hush() {
  player.pause();
  window.speechSynthesis?.cancel();
  sound?.();
  sound = null;
  stopRinging();
  patience(0);
}

function silence(seconds, mine) {
  patience(seconds);
  setTimeout(() => mine === turn && act("wait"), seconds * 1000);
}

function patience(seconds) {
  const bar = $("patience");
  bar.getAnimations().forEach((animation) => animation.cancel());
  if (seconds) bar.animate([{ width: "100%" }, { width: "0" }], { duration: seconds * 1000 });
}

function say({ words, language, direction, clip }, kind) {
  const bubble = $("bubble").content.firstElementChild.cloneNode(true);
  bubble.classList.add(kind, "current");
  const tags = [];
  if (kind === "whispered") tags.push(text("whispered"));
  if (!clip && kind !== "key") tags.push(text("carrier"));
  bubble.querySelector(".tag").textContent = tags.join(", ");
  const spoken = { textContent: words, lang: language ?? "", dir: direction ?? "auto" };
  Object.assign(bubble.querySelector("p"), spoken);
  for (const older of $("transcript").children) older.classList.remove("current");
  $("transcript").append(bubble);
  $("transcript").scrollTop = $("transcript").scrollHeight;
  return bubble;
}

function caption({ words, direction, language }) {
  const lang = language ?? document.documentElement.lang;
  Object.assign($("caption"), { textContent: words, dir: direction ?? "auto", lang });
}

function showKeys({ keys }) {
  const place = (key) => "123456780*#9".indexOf(key[0]);
  const order = Object.keys(keys).sort((a, b) => place(a) - place(b));
  const does = (key) => Object.assign(make("dd", keys[key]), { dir: "auto" });
  $("keys").replaceChildren(...order.flatMap((key) => [make("dt", key), does(key)]));
  $("no-keys").hidden = true;
  $("keys-card").hidden = !order.length;
  const anyDigit = "1-9" in keys;
  for (const button of $("keypad").children) {
    const key = button.dataset.key;
    button.disabled = !order.length;
    button.classList.toggle("meant", key in keys || (anyDigit && /[0-9]/.test(key)));
  }
}

function showLine({ state, ringing }) {
  const there = ["ringing", "whispering", "talking"].includes(state);
  $("line").hidden = !there;
  if (!there) return;
  $("line").querySelector(".label").textContent = text(state);
  $("who").textContent = ringing.name;
  const number = ringing.uri.replace(/^tel:/, "");
  const line = { number, seconds: ringing.seconds, shown: ringing.caller_id };
  $("number").textContent = text("line", line);
  $("decisions").hidden = state === "talking";
  $("talking").hidden = state !== "talking";
  $("interpreter").hidden = !ringing.interpreter;
  for (const button of $("decisions").children) {
    button.disabled = state === "whispering" && !DURING_WHISPER.includes(button.dataset.line);
  }
}

const VERB =
  /(<(?:Play|Say|Gather|Redirect|Dial|Number|Sip|Hangup|\/Gather|\/Dial|\/Response)\b)/g;

function showLog(log) {
  if (!$("log")) { steps = log.length; return; } // the desk shows none
  for (const { url, form, twiml } of log.slice(steps)) {
    const step = $("step").content.firstElementChild.cloneNode(true);
    const fields = Object.entries(form).map(([name, value]) => `${name}=${value || "(none)"}`);
    step.querySelector("summary").textContent = `${++steps}. POST ${url} ${fields.join(" ")}`;
    step.querySelector("pre").textContent = twiml.replace(VERB, "\n$1");
    $("log").prepend(step);
  }
}

// What the line does. The whisper is heard in full, unless a button is pressed once more.
async function decide(what) {
  // A double click does it once: the server's answer enables the buttons anew.
  for (const button of $("decisions").children) button.disabled = true;
  if (shown.state === "ringing" && ANSWERS.includes(what)) {
    const heard = await act("pick-up");
    // The caller hung up, or there is no whisper.
    if (!heard || shown.state !== "whispering") return;
  }
  if (what !== "voicemail") return act(what);
  while (shown.state === "whispering") {
    const mine = turn;
    await new Promise((done) => setTimeout(done, VOICEMAIL_PATIENCE * 1000));
    if (mine !== turn || !(await act("whisper-wait"))) return;
  }
}

function startRinging() {
  const context = new AudioContext();
  const once = () => {
    const tone = new OscillatorNode(context, { frequency: RING.tone });
    const volume = new GainNode(context, { gain: 0.06 });
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + RING.on);
  };
  once();
  ring = { context, again: setInterval(once, (RING.on + RING.off) * 1000) };
}

function stopRinging() {
  if (!ring) return;
  clearInterval(ring.again);
  ring.context.close();
  ring = null;
}

function press(key) {
  if (shown?.state !== "listening") return;
  const button = document.querySelector(`[data-key="${key}"]`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 150);
  say({ words: text("pressed", { key }) }, "key").classList.remove("current");
  act("press", key);
}

function start() {
  steps = 0;
  shown = null;
  $("log")?.replaceChildren();
  $("transcript").replaceChildren();
  $("call").disabled = true;
  $("hang-up").disabled = false;
  began = Date.now();
  act("call");
}

function finish() {
  $("call").disabled = false;
  $("hang-up").disabled = true;
  began = null;
}

function fail(problem) {
  turn++;
  hush();
  $("state").textContent = text("over");
  $("line").hidden = true;
  caption({ words: text("wrong", { problem }) });
  finish();
}

async function hangUp() {
  if ($("hang-up").disabled) return;
  $("hang-up").disabled = true;
  $("line").hidden = true; // nobody can do anything there from now on
  if (await act("hang-up")) caption({ words: text("hung up") });
}

function make(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
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
$("line").onclick = ({ target }) => target.dataset.line && decide(target.dataset.line);
document.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9*#]$/.test(event.key)) press(event.key);
  else if (event.key === "Enter" && event.target === document.body && !$("call").disabled) start();
  else if (event.key === "Escape") hangUp();
};
