// What the telephone lets one hear: clips, words in a voice of the browser, and the tone of a line that rings.

const RING = { tone: 425, on: 1, off: 3 }; // Belgium: one second of 425 Hz, three of silence

const player = new Audio();
let stop = null; // ends what is heard now
let ring = null;
window.clipsPlayed = []; // for the tests: clips that were played to their end, and their seconds

// broken: is told why a clip cannot be heard, unless something else came first.
export function play(clip, broken) {
  return new Promise((done) => {
    stop = done;
    player.src = clip;
    player.onended = () => { window.clipsPlayed.push([clip, player.duration]); done(); };
    player.onerror = async () => {
      const problem = await whyUnheard(clip);
      if (stop === done) broken(problem);
    };
    player.play().catch(() => player.error || done()); // a browser may let nothing sound
  });
}

// A player does not tell a server that is away from a clip that is broken.
function whyUnheard(clip) {
  return fetch(clip, { method: "HEAD" }).then(() => "clip", () => "unreachable");
}

export function pronounce({ words, language }) {
  return new Promise((done) => {
    stop = done;
    const speech = new SpeechSynthesisUtterance(words);
    speech.lang = language;
    speech.onend = speech.onerror = done;
    if (window.speechSynthesis?.getVoices().length) speechSynthesis.speak(speech);
    else setTimeout(done, 60 * words.length);
  });
}

export function hush() {
  player.pause();
  window.speechSynthesis?.cancel();
  stop?.();
  stop = null;
  stopRinging();
}

export function startRinging() {
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
