// The page of queries with an editor: runs a query, stops it, and shows the answer that the server has made a page of.

import { completion } from "./completion.js";

const outcome = document.querySelector("#outcome");
const place = document.querySelector(".editor");
const form = place.querySelector("form");
const box = form.querySelector("textarea");
const say = place.dataset;
const LONGEST_ADDRESS = 6000;
const TRIES = 20;
const PAUSE = 250; // ms
let running = "";

const editor = edited();
const run = form.querySelector("button");
const [stop, progress] = tools();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
document.querySelector(".ready").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.open = false;
  load(link.href);
});
window.addEventListener("pagehide", () => running && callOff(running));

/** Put the editor in the place of the text area, which stays the field of the form. */
function edited() {
  const { Yasqe } = window.Yasgui;
  Yasqe.defaults.autocompleters = [];
  Yasqe.defineMode("declared", (options) => declared(Yasqe.getMode(options, "sparql11")));
  const hint = completion(say.terms, say.lang, say.sayHints);
  const complete = (one) => one.showHint({ hint, completeSingle: false, closeCharacters: /[\s{}()<>;,."]/ });
  const made = new Yasqe(place.insertBefore(document.createElement("div"), form), {
    value: box.value.trimEnd(),
    mode: "declared",
    lineNumbers: true,
    resizeable: false,
    showQueryButton: false,
    createShareableLink: null,
    consumeShareLink: null,
    persistenceId: null,
    prefixCcApi: "",
    editorHeight: "auto",
    viewportMargin: Infinity,
    extraKeys: {
      "Ctrl-Space": complete,
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      // The keyboard is never caught in the editor.
      Esc: () => run.focus(),
      Tab: false,
      "Shift-Tab": false,
    },
  });
  made.on("inputRead", (one, change) => /[\w:?]/.test(change.text[0]) && isBegun(one) && complete(one));
  made.on("changes", explain);
  explain(made);
  const input = made.getInputField();
  input.id = "editor";
  describe(input);
  form.querySelector("label").htmlFor = input.id;
  box.before(made.rootEl.parentElement);
  box.hidden = true;
  box.required = false;
  return made;
}

/** Return the mode of SPARQL in which the prefixes of this site are known from the start. */
function declared(mode) {
  const prefixes = Object.fromEntries(say.prefixes.split(" ").map((name) => [name, name]));
  return { ...mode, startState: (...given) => ({ ...mode.startState(...given), prefixes: { ...prefixes } }) };
}

function explain(one) {
  for (const icon of one.getWrapperElement().querySelectorAll(".parseErrorIcon")) icon.setAttribute("title", say.sayWrong);
}

function isBegun(one) {
  const cursor = one.getCursor();
  return /(?:[\w-]+:\w*|[?$]\w+)$/.test(one.getLine(cursor.line).slice(0, cursor.ch));
}

function tools() {
  const button = Object.assign(document.createElement("button"), { type: "button", hidden: true });
  const status = Object.assign(document.createElement("span"), { className: "hint" });
  const keys = Object.assign(document.createElement("p"), { className: "hint", id: "keys", textContent: say.sayKeys });
  button.textContent = say.sayCancel;
  button.addEventListener("click", cancel);
  status.setAttribute("role", "status");
  run.after(button, status);
  form.append(keys);
  return [button, status];
}

async function ask() {
  if (running !== "") return;
  const name = (running = newName());
  const fields = new URLSearchParams(new FormData(form));
  fields.set("query", editor.getValue());
  shownAs(say.sayRunning);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: fields,
      headers: { Accept: "text/html", "ProfGraph-Query": name },
    });
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    keep(fields);
  } catch {
    fault(say.sayFailed);
  } finally {
    running = "";
    shownAs(form.querySelector("#fault") === null ? say.sayDone : "");
  }
}

function shownAs(text) {
  const isRunning = running !== "";
  // Neither button takes the focus of the keyboard with it.
  if (!isRunning && document.activeElement === stop) run.focus();
  stop.hidden = !isRunning;
  run.setAttribute("aria-disabled", isRunning);
  outcome.setAttribute("aria-busy", isRunning);
  progress.textContent = text;
}

/** Put the answer of the server's page, or what it says is wrong, into this page. */
function show(page) {
  const answer = page.querySelector("#outcome");
  fault((page.querySelector("#fault") ?? (answer === null && page.querySelector("main .lead")))?.textContent ?? "");
  outcome.replaceChildren(...(answer?.childNodes ?? []));
}

function fault(text) {
  form.querySelector("#fault")?.remove();
  if (text !== "") {
    const said = Object.assign(document.createElement("p"), { className: "fault", id: "fault", textContent: text });
    said.setAttribute("role", "alert");
    form.querySelector("label").after(said);
  }
  describe(editor.getInputField());
}

function describe(input) {
  const isWrong = form.querySelector("#fault") !== null;
  input.setAttribute("aria-describedby", isWrong ? "fault hint keys" : "hint keys");
  input.setAttribute("aria-invalid", isWrong);
}

/** Let the address of the page be that of the query, so that it can be sent to others and returned to. */
function keep(fields) {
  const address = `${form.getAttribute("action")}?${fields}`;
  if (address.length <= LONGEST_ADDRESS) history.replaceState(null, "", address);
}

async function cancel() {
  const name = running;
  progress.textContent = say.sayStopping;
  // The query may be on its way to the server still.
  for (let tries = 0; tries < TRIES && running === name; tries++) {
    const answer = await callOff(name).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function callOff(name) {
  return fetch(say.running + name, { method: "DELETE", keepalive: true });
}

function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}

async function load(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    editor.setValue(page.querySelector("textarea").value.trimEnd());
    editor.focus();
    progress.textContent = say.sayLoaded;
  } catch {
    fault(say.sayFailed);
  }
}
