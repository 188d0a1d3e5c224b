// The page's side of the telephone: it plays what the handset on the server heard, and sends keys.

const $ = (id) => document.getElementById(id);
const { calls, token, called = "" } = $("telephone").dataset;
const texts = JSON.parse($("telephone").dataset.texts);
const text = (name, values = {}) => texts[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);
const VOICEMAIL_PATIENCE = 1; // seconds; a real machine is silent for longer
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
  showLog(answer.log);
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
    startRinging();
  }
  if (answer.state === "over") finish();
}

async function playAll(sounds, mine, kind) {
  for (const heard of sounds) {
    const bubble = say(heard, kind);
    (kind === "whispered" ? hears : caption)(heard);
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
    player.onerror = async () => {
      const problem = await whyUnheard(clip);
      if (sound === done) fail(text("wrong", { problem: text(problem) })); // else a key came first
    };
    player.play().catch(() => player.error || done()); // a browser may let nothing sound
  });
}

// A player does not tell a server that is away from a clip that is broken.
function whyUnheard(clip) {
  return fetch(clip, { method: "HEAD" }).then(() => "clip", () => "unreachable");
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

function say({ words, meaning, language, direction, clip }, kind) {
  const bubble = $("bubble").content.firstElementChild.cloneNode(true);
  bubble.classList.add(kind, "current");
  const tags = [];
  if (kind === "whispered") tags.push(text("whispered"));
  if (!clip && kind !== "key") tags.push(text("carrier"));
  bubble.querySelector(".tag").textContent = tags.join(", ");
  const spoken = { textContent: words, lang: language ?? "", dir: direction ?? "auto" };
  Object.assign(bubble.querySelector(".words"), spoken);
  bubble.querySelector(".meaning").textContent = meaning ?? "";
  for (const older of $("transcript").children) older.classList.remove("current");
  $("transcript").append(bubble);
  $("transcript").scrollTop = $("transcript").scrollHeight;
  return bubble;
}

function caption(said) {
  write("caption", "meaning", said);
}

function hears(said) {
  write("hears", "hears-meaning", said);
}

function write(place, below, { words, meaning, direction, language }) {
  const lang = language ?? document.documentElement.lang;
  Object.assign($(place), { textContent: words, dir: direction ?? "auto", lang, hidden: !words });
  Object.assign($(below), { textContent: meaning ?? "", hidden: !meaning });
}

function showKeys({ keys, meanings }) {
  const place = (key) => "123456780*#9".indexOf(key[0]);
  const order = Object.keys(keys).sort((a, b) => place(a) - place(b));
  const does = (key) => {
    const told = Object.assign(make("span", keys[key]), { dir: "auto" });
    const cell = make("dd");
    cell.append(told);
    if (meanings[key]) cell.append(Object.assign(make("span", meanings[key]), { className: "meaning" }));
    return cell;
  };
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
  showTelephoneOf(there);
  if (!there) return;
  $("line-label").textContent = text(`their ${state}`);
  $("who").textContent = ringing.name;
  const number = ringing.uri.replace(/^tel:/, "");
  const line = { number, seconds: ringing.seconds, shown: ringing.caller_id };
  $("number").textContent = text("line", line);
  if (state !== "whispering") hears({ words: "" });
  $("decisions").hidden = state !== "ringing";
  $("answers").hidden = state !== "whispering";
  $("talking").hidden = state !== "talking";
  $("answers").replaceChildren(...Object.entries(ringing.answers).map(answerButton), hangsUp());
  for (const button of $("line").querySelectorAll("button")) button.disabled = false;
}

// While a line rings no key is asked for: its choices stand where the keypad was.
function showTelephoneOf(line) {
  $("line").hidden = !line;
  $("keypad").hidden = line;
}

function answerButton([key, does]) {
  const button = lineButton("whisper-press", text("key does", { key, does }));
  button.dataset.press = key;
  return button;
}

function hangsUp() {
  return lineButton("decline", text("hangs up"));
}

function lineButton(what, words) {
  const button = Object.assign(make("button", words), { type: "button" });
  button.dataset.line = what;
  return button;
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

function make(tag, text = "") {
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
$("line").onclick = ({ target: { dataset } }) =>
  dataset.line && decide(dataset.line, dataset.press ?? "");
document.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9*#]$/.test(event.key)) press(event.key);
  else if (event.key === "Enter" && event.target === document.body && began === null) start();
  else if (event.key === "Escape") hangUp();
};
