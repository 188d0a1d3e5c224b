// Cuts one long file of a studio at its pauses, and offers each part at its text, in their order. Nothing of the file leaves
// this browser before somebody has heard it and kept it.
"use strict";

const session = document.getElementById("session");
const file = document.getElementById("file");
const problem = document.getElementById("problem-session");
const ends = [document.getElementById("from"), document.getElementById("until")];
const RATE = 24000; // Hertz, of a master
const STEP = 480; // samples: 20 milliseconds
const PAUSE = 60; // steps without speech that end a text: audio/inspection.py allows no such pause inside one
const SHORTEST = 10; // steps: what is shorter is a door, or a chair
const AROUND = 15; // steps that are kept around a text: they tell how loud the room is
const BELOW = 25; // dB: what is as much quieter than the voice is a pause
const WITHIN = 1.6; // how many times longer or shorter than its text a part may be

// The loudest channel: another one may be silent, or the same upside down.
function loudest(decoded) {
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, at) => decoded.getChannelData(at));
  const power = (samples) => samples.reduce((sum, one) => sum + one * one, 0);
  return channels.reduce((best, one) => (power(one) > power(best) ? one : best));
}

function bufferOf(samples) {
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE });
  buffer.copyToChannel(samples, 0);
  return buffer;
}

async function withoutRumble(samples) {
  const offline = new OfflineAudioContext(1, samples.length, RATE);
  const source = new AudioBufferSourceNode(offline, { buffer: bufferOf(samples) });
  source.connect(new BiquadFilterNode(offline, { type: "highpass", frequency: 200 })).connect(offline.destination);
  source.start();
  return (await offline.startRendering()).getChannelData(0);
}

// The power of each step.
function powersOf(samples) {
  const powers = [];
  for (let at = 0; at < samples.length; at += STEP) {
    const step = samples.subarray(at, at + STEP);
    powers.push(step.reduce((sum, one) => sum + one * one, 0) / step.length);
  }
  return powers;
}

// First and last step of everything between two pauses.
function spansOf(powers) {
  const most = powers.reduce((highest, one) => Math.max(highest, one), 0);
  const active = powers.filter((one) => one > most / 10 ** (BELOW / 10));
  const floor = active.reduce((sum, one) => sum + one, 0) / active.length / 10 ** (BELOW / 10);
  const spans = [];
  powers.forEach((power, at) => {
    const last = spans.at(-1);
    if (power > floor && last && at - last[1] <= PAUSE) {
      last[1] = at;
    } else if (power > floor) {
      spans.push([at, at]);
    }
  });
  return spans.filter(([first, last]) => last - first + 1 >= SHORTEST);
}

// A WAV file.
function fileOf(samples) {
  const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const word = (at, text) => [...text].forEach((one, more) => view.setUint8(at + more, one.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + 2 * samples.length, true);
  word(8, "WAVEfmt ");
  [16, 1, RATE, 2 * RATE].forEach((value, at) => view.setUint32([16, 20, 24, 28][at], value, true));
  view.setUint16(22, 1, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((one, at) => view.setInt16(44 + 2 * at, Math.max(-1, Math.min(1, one)) * 32767, true));
  return new Blob([view], { type: "audio/wav" });
}

// How many times longer than its text each part is, where the usual pace of this speaker is 1.
function pacesOf(spans, texts) {
  const paces = spans.slice(0, texts.length).map(([first, last], at) => (last - first + 1) / texts[at].textContent.length);
  const usual = [...paces].sort((one, two) => one - two)[Math.floor(paces.length / 2)];
  return paces.map((pace) => pace / usual);
}

function isOff(pace) {
  return Math.max(pace, 1 / pace) > WITHIN;
}

function refuse(text) {
  problem.textContent = text;
  problem.hidden = !text;
  file.setAttribute("aria-invalid", String(Boolean(text)));
}

function refuseCount(spans, texts) {
  const off = pacesOf(spans, texts).findIndex(isOff);
  const count = session.dataset.count.replace("{parts}", spans.length).replace("{texts}", texts.length);
  const look = off < 0 ? "" : session.dataset.look.replace("{words}", `“${texts[off].textContent}”`);
  refuse(`${count} ${look}`.trim());
}

async function cut(event) {
  event.preventDefault();
  refuse("");
  const texts = items.slice(ends[0].selectedIndex, ends[1].selectedIndex + 1);
  let samples = null;
  try {
    const sent = await file.files[0].arrayBuffer();
    samples = loudest(await new OfflineAudioContext(1, 1, RATE).decodeAudioData(sent));
  } catch {
    refuse(session.dataset.unreadable);
    return;
  }
  const spans = spansOf(powersOf(await withoutRumble(samples)));
  if (!spans.length || spans.length !== texts.length) {
    refuseCount(spans, texts);
    return;
  }
  const paces = pacesOf(spans, texts);
  const found = spans.map(([first, last], at) => {
    const own = samples.slice(Math.max(0, first - AROUND) * STEP, (last + 1 + AROUND) * STEP);
    const doubt = isOff(paces[at]) ? session.dataset[paces[at] > 1 ? "long" : "short"] : "";
    return { item: texts[at], sound: fileOf(own), decoded: bufferOf(own), doubt };
  });
  cuts.splice(0, cuts.length, ...found);
  session.closest("details").open = false;
  offerCut();
}

for (const end of ends) {
  end.append(...items.map((item) => new Option(item.textContent.trim())));
}
ends[1].selectedIndex = items.length - 1;
session.addEventListener("submit", cut);
