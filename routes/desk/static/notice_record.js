// Records into the field of the file, so that the form is sent as with a file that was chosen.
"use strict";
const part = document.querySelector(".microphone");
const record = document.getElementById("record");
const hear = document.getElementById("hear");
const field = document.getElementById("sound");
const time = document.getElementById("time");
const told = document.getElementById("told");
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const LONGEST = 30000; // milliseconds
const begin = record.textContent;
let recorder = null;
let context = null;
let playing = null;

function put(sound) {
  const chosen = new DataTransfer();
  chosen.items.add(new File([sound], "recording", { type: sound.type }));
  field.files = chosen.files;
  hear.hidden = false;
}

function stopPlaying() {
  if (playing) {
    playing.stop();
    playing = null;
  }
}

async function startOrStop() {
  if (recorder) {
    recorder.stop();
    return;
  }
  stopPlaying();
  told.textContent = "";
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: plain });
  } catch {
    told.textContent = part.dataset.denied;
    return;
  }
  const parts = [];
  const own = new MediaRecorder(stream, { mimeType: TYPES.find((one) => MediaRecorder.isTypeSupported(one)) });
  const began = performance.now();
  const clock = setInterval(() => {
    time.value = (performance.now() - began) / 1000;
    if (performance.now() - began > LONGEST && own.state === "recording") {
      own.stop(); // somebody forgot it
    }
  }, 100);
  own.ondataavailable = (event) => parts.push(event.data);
  own.onstop = () => {
    clearInterval(clock);
    recorder = null;
    stream.getTracks().forEach((track) => track.stop());
    record.textContent = begin;
    put(new Blob(parts, { type: own.mimeType }));
  };
  recorder = own;
  hear.hidden = true;
  time.hidden = false;
  own.start();
  record.textContent = part.dataset.stop;
}

async function listen() {
  stopPlaying();
  context = context || new AudioContext();
  playing = context.createBufferSource();
  playing.buffer = await context.decodeAudioData(await field.files[0].arrayBuffer());
  playing.connect(context.destination);
  playing.start();
}

if (navigator.mediaDevices && window.MediaRecorder) {
  part.hidden = false;
  record.addEventListener("click", startOrStop);
  hear.addEventListener("click", listen);
  field.addEventListener("change", () => { hear.hidden = !field.files.length; });
}
