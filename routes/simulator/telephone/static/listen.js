// The listening page: walk through the prompts of one language with j and k.

const $ = (id) => document.getElementById(id);
const prompts = [...document.querySelectorAll(".prompt")];
const player = new Audio();
let shown = [];
let current = null;

function filter() {
  const [language, status] = [$("language").value, $("status").value];
  for (const prompt of prompts) {
    const has = ` ${prompt.dataset.status} `.includes(status && ` ${status} `);
    prompt.hidden = prompt.dataset.language !== language || !has;
  }
  shown = prompts.filter((prompt) => !prompt.hidden);
  $("count").textContent = `${shown.length} prompts`;
  player.pause();
  choose(null);
}

function choose(prompt) {
  current?.classList.remove("current");
  current = prompt;
  if (!prompt) return;
  prompt.classList.add("current");
  prompt.scrollIntoView({ block: "nearest", behavior: "smooth" });
  prompt.focus({ preventScroll: true });
}

function walk(step) {
  if (!shown.length) return;
  const at = shown.indexOf(current);
  play(shown[Math.min(Math.max(at + step, 0), shown.length - 1)]);
}

function play(prompt) {
  choose(prompt);
  if (!prompt?.dataset.clip) return;
  player.src = prompt.dataset.clip;
  player.play().catch(() => {}); // a quick next key interrupts it
}

// A waveform is drawn when its prompt comes into view: hundreds at once would block the page.
const context = new OfflineAudioContext(1, 1, 8000);
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target);
  }
});

async function draw(prompt) {
  if (!prompt.dataset.clip) return;
  const content = await (await fetch(prompt.dataset.clip)).arrayBuffer();
  const samples = (await context.decodeAudioData(content)).getChannelData(0);
  const canvas = prompt.querySelector("canvas");
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(canvas).color;
  const width = samples.length / canvas.width;
  for (let x = 0; x < canvas.width; x += 2) {
    let peak = 0.01;
    for (let at = Math.floor(x * width); at < (x + 2) * width; at += 4) {
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    }
    pen.fillRect(x, (canvas.height * (1 - peak)) / 2, 1.5, canvas.height * peak);
  }
  canvas.dataset.drawn = "yes";
}

document.onkeydown = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === " " && current) { event.preventDefault(); play(current); }
};
document.querySelector(".prompts").onclick = ({ target }) => {
  if (target.tagName === "BUTTON") play(target.closest(".prompt"));
};
$("language").onchange = $("status").onchange = filter;
filter();
prompts.forEach((prompt) => seen.observe(prompt));
