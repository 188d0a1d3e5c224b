// Sends what is said on a card. Without a network it stays in this browser until it is sent: a tunnel or a closed tab loses
// nothing. What is typed and not sent yet stays, too. Without this script the form is sent like any other.
"use strict";

const sending = document.getElementById("sending");
const form = document.querySelector("form.answer");
const KEPT = "wayout-answer "; // followed by the path of the card
const DRAFT = "wayout-draft "; // followed by the path of the card
const SENT = "wayout-sent";
const TRIES = 5000; // milliseconds: in a tunnel a browser may believe that it is online
let trying = null;
let busy = false;
let waited = false;
let asksWhy = false; // a doubt was sent, and nobody could read why

// The cards of this language that wait. The link of another one may have ended: its answers hold up nothing here.
function kept() {
  const [pages] = `${location.pathname}/`.match(/^.*?\/review\/[^/]+\//);
  return Object.keys(localStorage).filter((key) => key.startsWith(KEPT + pages)).map((key) => key.slice(KEPT.length));
}

function isHere(path) {
  return form !== null && new URL(form.action).pathname === path;
}

async function post(path) {
  const body = new URLSearchParams(JSON.parse(localStorage.getItem(KEPT + path)));
  body.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  const answer = await fetch(path, { method: "POST", body, redirect: "manual" });
  if (answer.status >= 500) {
    throw new Error("try later");
  }
  return answer;
}

async function sendAll() {
  for (const path of kept()) {
    const answer = await post(path);
    if (answer.type === "opaqueredirect" || answer.status === 404) { // it is taken, or the text is gone
      localStorage.removeItem(KEPT + path);
      if (isHere(path)) {
        sessionStorage.setItem(SENT, waited ? "yes" : "");
        location.assign(asksWhy ? form.dataset.why : form.dataset.next);
      } else {
        sending.textContent = sending.dataset.sent;
      }
    } else if (isHere(path)) { // something is wrong with it: the server says so at the field
      fill(JSON.parse(localStorage.getItem(KEPT + path)));
      localStorage.removeItem(KEPT + path);
      form.submit();
    } else {
      location.assign(path);
      return;
    }
  }
}

async function send() {
  if (busy) {
    return;
  }
  busy = true;
  clearTimeout(trying);
  try {
    await sendAll();
  } catch {
    waited = true;
    sending.textContent = sending.dataset.waits;
    trying = setTimeout(send, TRIES);
  } finally {
    busy = false;
  }
}

// Show an answer that was kept.
function fill(answer) {
  for (const [name, value] of answer) {
    const field = form.elements.namedItem(name);
    if (name === "verdict") {
      const chosen = document.createElement("input");
      Object.assign(chosen, { type: "hidden", name, value });
      form.append(chosen);
    } else if (field) {
      field.value = value;
    }
  }
  form.querySelector("details").open = true;
}

function typed() {
  return [...new FormData(form)].filter(([name]) => name !== "csrf_token");
}

function keepDraft() {
  try {
    localStorage.setItem(DRAFT + new URL(form.action).pathname, JSON.stringify(typed()));
  } catch {
    // nothing may be kept here
  }
}

// Show what was typed before the card was left, unless the text has changed since.
function showDraft() {
  const key = DRAFT + new URL(form.action).pathname;
  const draft = JSON.parse(localStorage.getItem(key) || "[]");
  if (new Map(draft).get("seen") === form.elements.seen.value) {
    fill(draft);
  } else {
    localStorage.removeItem(key);
  }
}

function answered(event) {
  const answer = typed();
  const verdict = event.submitter && event.submitter.name ? event.submitter.value : "ok";
  asksWhy = verdict !== "ok" && !form.querySelector("details").open;
  if (event.submitter && event.submitter.name) {
    answer.push([event.submitter.name, event.submitter.value]);
  }
  try {
    localStorage.setItem(KEPT + new URL(form.action).pathname, JSON.stringify(answer));
    localStorage.removeItem(DRAFT + new URL(form.action).pathname);
  } catch {
    return; // nothing may be kept here: the browser sends the form itself
  }
  event.preventDefault();
  for (const button of form.querySelectorAll("button[name=verdict]")) {
    button.toggleAttribute("aria-pressed", button === event.submitter);
  }
  send();
}

if (form) {
  form.addEventListener("submit", answered);
  form.addEventListener("input", keepDraft);
  showDraft();
}
if (sessionStorage.getItem(SENT)) {
  sending.textContent = sending.dataset.sent;
}
sessionStorage.removeItem(SENT);
addEventListener("online", send);
waited = kept().length > 0;
send();
