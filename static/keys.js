// Keys that are letters or signs; they can be switched off in the help.
import { all, box, is, one, panel } from "./dom.js";
import { open } from "./panel.js";

const silent = () => localStorage.getItem("keys") === "off";
function keysSwitch() {
  const button = one("#keys-off");
  if (!button) return;
  const off = button.textContent, label = () => { button.textContent = silent() ? button.dataset.on : off; };
  button.hidden = false;
  button.onclick = () => {
    localStorage.setItem("keys", silent() ? "on" : "off");
    label();
  };
  label();
}
let match = 0;
const hop = (by) => {
  const from = Number(location.hash.match(/^#m(\d+)$/)?.[1] ?? match);
  if (one(`#m${from + by}`)) location.replace(`#m${match = from + by}`);
};
const turn = (by) => is("article") ? hop(by) : one(`.pages [rel=${by > 0 ? "next" : "prev"}]`)?.click();
const step = (by) => {
  const hits = all("#main .hit h3 a"), at = hits.indexOf(document.activeElement?.closest(".hit")?.querySelector("h3 a"));
  hits[at < 0 ? (by > 0 ? 0 : hits.length - 1) : at + by]?.focus();
};
const keys = {
  "/": () => { box.focus(); box.select(); },
  "?": () => open(new URL(one(".ask").href)),
  j: () => step(1),
  k: () => step(-1),
  n: () => turn(1),
  p: () => turn(-1),
  x: () => one("[type=checkbox]", document.activeElement.closest(".hit") ?? panel)?.click(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || silent() || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});
keysSwitch();
document.addEventListener("opened", keysSwitch);
