// Records one text after the other. The server inspects each recording; what is plainly wrong is told at once here.
"use strict";

const words = document.getElementById("words").dataset;
const token = document.getElementById("words").elements.csrf_token.value;
const part = Object.fromEntries(
  ["room", "level", "test", "stage", "text", "now", "record", "made", "keep", "hear", "again", "told", "progress"].map(
    (name) => [name, document.getElementById(name)],
  ),
);
const items = [...document.querySelectorAll("#texts li")];
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const SILENT = -50; // dBFS: as audio/inspection.py has it
const QUIET = -42;
const CONTRAST = 20; // dB between speech and the room
const LONGEST = 60000; // milliseconds
let context = null;
let stream = null;
let recorder = null;
let made = null; // the sound that was recorded last
let playing = null;
let current = null;
const cuts = []; // parts of a studio's file that nobody has heard yet: record_session.js

function tell(text) {
  part.told.textContent = text;
}

function decibels(value) {
  return value > 0 ? 20 * Math.log10(value) : -99;
}

async function open() {
  context = context || new AudioContext();
  await context.resume();
  if (!stream || !stream.active) {
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    stream = await navigator.mediaDevices.getUserMedia({ audio: plain });
  }
}

// Call `each` with the level and the peak of every tenth of a second, until it answers false.
function watch(meter, each) {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = decibels(Math.hypot(...samples) / Math.sqrt(samples.length));
    const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    meter.value = Math.max(-60, level);
    if (!each(level, peak)) {
      clearInterval(timer);
      source.disconnect();
      meter.value = -60;
    }
  }, 100);
}

function judged(levels, peak) {
  const sorted = [...levels].sort((one, two) => one - two);
  const speech = sorted[Math.floor(sorted.length * 0.85)];
  const room = sorted[Math.floor(sorted.length * 0.1)];
  if (speech < SILENT) {
    return "silent";
  }
  if (peak > 0.99) {
    return "loud";
  }
  if (speech < QUIET) {
    return "quiet";
  }
  return speech - room < CONTRAST && room > SILENT ? "noisy" : "good";
}

async function test() {
  try {
    await open();
  } catch {
    tell(words.denied);
    return;
  }
  part.test.disabled = true;
  const levels = [];
  let peak = 0;
  watch(part.level, (level, highest) => {
    levels.push(level);
    peak = Math.max(peak, highest);
    if (levels.length < 40) {
      return true;
    }
    const found = judged(levels, peak);
    part.test.disabled = false;
    tell(words[found]);
    if (found === "good" || found === "noisy") {
      part.room.hidden = true;
      show(items.find((item) => !item.dataset.state || item.dataset.state === "refused") || null);
    }
    return false;
  });
}

function show(item) {
  current = item;
  made = null;
  part.made.hidden = true;
  part.record.hidden = false;
  part.record.textContent = words.record;
  part.stage.hidden = !item;
  part.progress.value = items.filter((one) => one.dataset.state).length;
  if (item) {
    part.text.textContent = item.textContent;
    part.record.focus();
  } else {
    tell(words.ready);
  }
}

async function startOrStop() {
  if (recorder) {
    recorder.stop();
    return;
  }
  part.record.disabled = true;
  try {
    await open();
  } catch {
    tell(words.denied);
    return;
  } finally {
    part.record.disabled = false;
  }
  stopPlaying();
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  const parts = [];
  const own = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 64000 });
  recorder = own;
  own.ondataavailable = (event) => parts.push(event.data);
  own.onstop = () => {
    recorder = null;
    part.record.textContent = words.record;
    inspect(new Blob(parts, { type: own.mimeType }));
  };
  own.start();
  const end = Date.now() + LONGEST;
  tell("");
  part.record.textContent = words.stop;
  part.record.focus();
  watch(part.now, () => {
    if (recorder === own && (Date.now() > end || !stream.active)) {
      own.stop(); // a telephone call took the microphone, or somebody forgot it
    }
    return recorder === own;
  });
}

async function inspect(sound) {
  let decoded = null;
  try {
    decoded = await context.decodeAudioData(await sound.arrayBuffer());
  } catch {
    tell(words.silent);
    return;
  }
  const samples = decoded.getChannelData(0);
  let distorted = 0;
  let highest = 0;
  for (const one of samples) {
    highest = Math.max(highest, Math.abs(one));
    distorted += Math.abs(one) >= 0.995 ? 1 : 0;
  }
  if (decibels(highest) < SILENT || distorted > 8) {
    tell(distorted > 8 ? words.loud : words.silent);
    part.record.focus();
    return;
  }
  offer(sound, decoded);
}

// Let a sound be heard, and be kept or not.
function offer(sound, decoded) {
  made = { sound, decoded };
  part.record.hidden = true;
  part.made.hidden = false;
  part.keep.focus();
  hear();
}

function stopPlaying() {
  if (playing) {
    playing.stop();
    playing = null;
  }
}

function hear() {
  stopPlaying();
  playing = context.createBufferSource();
  playing.buffer = made.decoded;
  playing.connect(context.destination);
  playing.start();
}

async function keep() {
  stopPlaying();
  const item = current;
  await takes.put(item.dataset.url, item.dataset.name, made.sound);
  item.dataset.state = "waiting";
  tell(words.kept);
  if (cuts.length) {
    offerCut();
  } else {
    const at = items.indexOf(item);
    const order = [...items.slice(at + 1), ...items.slice(0, at)];
    show(order.find((one) => !one.dataset.state || one.dataset.state === "refused") || null);
  }
  send();
}

// Offer the next part of a studio's file at its text.
function offerCut() {
  const cut = cuts.shift();
  part.room.hidden = true;
  context = context || new AudioContext();
  show(cut.item);
  offer(cut.sound, cut.decoded);
  if (cut.doubt) {
    tell(cut.doubt);
  }
}

// What waits of this language: the link of another one may have ended.
async function waiting() {
  const [pages] = location.pathname.match(/^.*\//);
  return (await takes.all()).filter((take) => take.url.startsWith(pages));
}

const TRIES = 5000; // milliseconds: in a tunnel a browser may believe that it is online
let sending = false;
let trying = null;

async function send() {
  if (sending) {
    return;
  }
  sending = true;
  clearTimeout(trying);
  try {
    for (let left = await waiting(); left.length; left = await waiting()) {
      const take = left[0];
      const item = items.find((one) => one.dataset.url === take.url);
      if (item) {
        item.dataset.state = "waiting";
      }
      const headers = { "X-CSRFToken": token, "Content-Type": take.type || "audio/webm" };
      const answer = await fetch(take.url, { method: "POST", headers, body: take.bytes });
      if (answer.status === 403) { // the link or the consent has ended: the page says so
        location.reload();
        return;
      }
      if (answer.status !== 404 && !answer.ok) {
        throw new Error("try later");
      }
      await takes.remove(take);
      if (answer.ok && item) {
        answered(item, await answer.json());
      }
    }
    if (part.told.textContent === words.waits) {
      tell(words.sent);
    }
  } catch {
    tell(words.waits);
    trying = setTimeout(send, TRIES);
  } finally {
    sending = false;
    part.progress.value = items.filter((one) => one.dataset.state).length;
  }
}

function answered(item, found) {
  item.dataset.state = found.kept ? "waiting" : "refused";
  if (found.told.length) {
    tell(`${found.kept ? "" : words.again} “${item.textContent}” ${found.told.join(" ")}`.trim());
  }
  if (!found.kept && !current) {
    show(item);
  }
}

part.test.addEventListener("click", test);
part.record.addEventListener("click", startOrStop);
part.keep.addEventListener("click", keep);
part.hear.addEventListener("click", hear);
part.again.addEventListener("click", () => {
  stopPlaying();
  show(current);
});
for (const item of items) {
  item.querySelector("button").addEventListener("click", () => {
    part.room.hidden = true;
    show(item);
  });
}
document.getElementById("withdraw").form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    for (const take of await waiting()) { // it is the voice, too
      await takes.remove(take);
    }
  } finally {
    event.target.submit(); // also where this browser's storage fails
  }
});
addEventListener("online", send);
part.progress.value = items.filter((one) => one.dataset.state).length;
send();
