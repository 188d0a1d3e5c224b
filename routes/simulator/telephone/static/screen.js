// What the telephone shows: words, keys, the line, the log. It knows nothing of the call but what it is handed.

export const $ = (id) => document.getElementById(id);
const texts = JSON.parse($("telephone").dataset.texts);
export const text = (name, values = {}) =>
  texts[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);

export function patience(seconds) {
  const bar = $("patience");
  bar.getAnimations().forEach((animation) => animation.cancel());
  if (seconds) bar.animate([{ width: "100%" }, { width: "0" }], { duration: seconds * 1000 });
}

export function say({ words, meaning, language, direction, clip }, kind) {
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

export function caption(said) {
  write("caption", "meaning", said);
}

export function hears(said) {
  write("hears", "hears-meaning", said);
}

function write(place, below, { words, meaning, direction, language }) {
  const lang = language ?? document.documentElement.lang;
  Object.assign($(place), { textContent: words, dir: direction ?? "auto", lang, hidden: !words });
  Object.assign($(below), { textContent: meaning ?? "", hidden: !meaning });
}

export function showKeys({ keys, meanings }) {
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

export function showLine({ state, ringing }) {
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
export function showTelephoneOf(line) {
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

// shown: so many of its entries are there already.
export function showLog(log, shown) {
  if (!$("log")) return; // the desk has none
  for (const { url, form, twiml } of log.slice(shown)) {
    const step = $("step").content.firstElementChild.cloneNode(true);
    const fields = Object.entries(form).map(([name, value]) => `${name}=${value || "(none)"}`);
    step.querySelector("summary").textContent = `${++shown}. POST ${url} ${fields.join(" ")}`;
    step.querySelector("pre").textContent = twiml.replace(VERB, "\n$1");
    $("log").prepend(step);
  }
}

function make(tag, text = "") {
  return Object.assign(document.createElement(tag), { textContent: text });
}
