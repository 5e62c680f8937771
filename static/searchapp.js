// Comfort only: every page is complete without this script. It asks this server alone, and for the same addresses
// that the links have, so that the address stays the whole state.
"use strict";
{
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const is = (kind) => document.body.classList.contains(kind);
const box = one("#q"), form = box.form, panel = one("#panel");
const say = (text) => { one("#say").textContent = text; };
const plain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function slowly(milliseconds, act) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(act, milliseconds, ...given); };
}

function address(form, button) {
  const url = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action"), location);
  url.search = new URLSearchParams([...new FormData(form, button)].filter(([, value]) => value));
  return url;
}

// Only the newest request of each kind counts: one that is overtaken never answers.
const running = {};
async function ask(url, kind, read) {
  running[kind]?.abort();
  const { signal } = running[kind] = new AbortController();
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(answer.status);
    const found = await read(answer);
    if (!signal.aborted) return found;
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
  return new Promise(() => {});
}
const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// --- Another state of the page at hand, without a reload ---
const whole = (url) => url.pathname + url.search;
let shown = whole(location), moving = false, busy;

function soft(url) {
  if (url.origin !== location.origin) return false;
  if (is("search")) return url.pathname === new URL(form.action).pathname;
  return is("article") && url.pathname === location.pathname && url.search !== location.search;
}

async function go(url, { back = false, top = false } = {}) {
  if (!soft(url) && !back) return location.assign(url);
  const focus = place(document.activeElement);
  if (!back) {
    history.replaceState({ y: scrollY }, "");
    history.pushState(null, "", url);
    history.scrollRestoration = "manual";
  }
  moving = true;
  clearTimeout(busy);
  busy = setTimeout(() => one("#main").setAttribute("aria-busy", true), 150);
  let fresh;
  try {
    fresh = await ask(url, "page", page);
  } catch {
    return location.reload();
  }
  clearTimeout(busy);
  swap(fresh, back || top);
  const aim = url.hash && one(url.hash);
  if (aim) aim.focus(), aim.scrollIntoView({ block: "center" });
  else if (back || top) scrollTo({ top: history.state?.y ?? 0, behavior: "instant" });
  if (focus && !aim) land(focus);
  say(one("h1").innerText);
  requestAnimationFrame(() => { moving = false; });
}

function swap(fresh, typed) {
  const open = new Map(all("#main details").map((fold) => [fold.id, fold.open]));
  document.title = fresh.title;
  one("#main").removeAttribute("aria-busy");
  one("#main").replaceChildren(...one("#main", fresh).childNodes);
  all("#main details").forEach((fold) => { if (open.has(fold.id)) fold.open = open.get(fold.id); });
  all("[type=hidden]", form).forEach((field) => field.remove());
  form.append(...all("[type=hidden]", one(".find", fresh)));
  form.dataset.suggest = one(".find", fresh).dataset.suggest;
  if (typed || document.activeElement !== box) box.value = one("#q", fresh).value;
  one(".foot").replaceWith(one(".foot", fresh));
  all("head link[rel=alternate], head link[rel=canonical]").forEach((link) => link.remove());
  document.head.append(...all("head link[rel=alternate], head link[rel=canonical]", fresh));
  shown = whole(location);
  prepare();
}

// Where the focus is, in words that can be found again on the next state of the page.
const words = (element) => (one("bdi", element) ?? one("bdi", element.closest("li") ?? element) ?? element).textContent;
function place(element) {
  if (!element?.closest("#main, #panel")) return null;
  return { id: element.closest("[id]").id, words: words(element) };
}
function land({ id, words: sought }) {
  const same = !["main", "hits", "panel"].includes(id) && one(`#${CSS.escape(id)}`);
  const found = same && all("a, button, input", same).find((element) => words(element) === sought);
  (found || one("h1")).focus({ preventScroll: true });
}

addEventListener("popstate", () => { if (whole(location) !== shown) go(new URL(location), { back: true }); });
addEventListener("scroll", slowly(100, () => {
  if (!moving && is("search")) history.replaceState({ y: scrollY }, "");
}), { passive: true });
if (history.state?.y) scrollTo({ top: history.state.y, behavior: "instant" });

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !plain(event) || event.defaultPrevented) return;
  const url = new URL(link.href), listed = link.closest("#panel") && url.pathname === panel.dataset.path;
  if (link.matches(".facet .list, .ask") || listed) {
    event.preventDefault();
    open(url);
  } else if (soft(url)) {
    event.preventDefault();
    panel.close();
    go(url, { top: Boolean(link.closest(".pages, #panel")) });
  }
});

document.addEventListener("submit", (event) => {
  const url = address(event.target, event.submitter);
  if (event.target.method === "dialog" || !soft(url)) return;
  event.preventDefault();
  closeList();
  go(url, { top: event.target === form });
});

// --- A panel over the page: every value of a facet, or the help ---
async function open(url) {
  let fresh;
  try {
    fresh = await ask(url, "panel", page);
  } catch {
    return location.assign(url);
  }
  const inside = one("div", panel), filter = one("#prefix", inside), content = one("#main", fresh);
  if (filter && panel.open) one("form", content)?.replaceWith(filter.form);
  inside.replaceChildren(...content.childNodes);
  panel.dataset.path = url.pathname;
  panel.setAttribute("aria-label", one("h1", inside).innerText);
  if (!panel.open) panel.showModal();
  (one("#prefix", inside) ?? one("h1", inside)).focus();
  say(one("h1", inside).innerText);
  keysSwitch();
}
panel.addEventListener("input", slowly(120, ({ target }) => { if (panel.open) open(address(target.form)); }));
panel.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  event.stopPropagation();
  open(address(event.target));
});
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });

// --- Completion in the search box (the ARIA pattern of a combobox with a list) ---
const list = document.createElement("ul");
Object.assign(list, { id: "suggestions", className: "list", role: "listbox", hidden: true, ariaLabel: form.dataset.label });
box.after(list);
Object.assign(box, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
box.setAttribute("aria-controls", list.id);
let offers = [], active = -1;

function closeList() {
  running.list?.abort();
  list.hidden = true;
  box.ariaExpanded = "false";
  point(-1);
}
function point(at) {
  active = at;
  [...list.children].forEach((option, number) => { option.ariaSelected = String(number === at); });
  if (at < 0) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", list.children[at].id);
  list.children[at].scrollIntoView({ block: "nearest" });
}
function option(offer, number) {
  const item = document.createElement("li");
  Object.assign(item, { id: `s${number}`, role: "option", ariaSelected: "false" });
  for (const [tag, text] of [["span", [offer.q && offer.q !== offer.text ? offer.kind === "title" || offer.kind === "word" ? "" : `${offer.q} + ` : "", offer.label].join("")], ["i", offer.group], ["b", offer.said]]) {
    const part = document.createElement(tag);
    part.textContent = text;
    part.dir = "auto";
    item.append(part, " ");
  }
  item.addEventListener("click", () => choose(number));
  return item;
}
function choose(number) {
  const { q, url } = offers[number];
  closeList();
  box.value = q;
  go(new URL(url, location), { top: true });
}
const suggest = slowly(80, async () => {
  if (!box.value.trim() || document.activeElement !== box) return closeList();
  const url = new URL(form.dataset.suggest, location);
  url.searchParams.set("q", box.value);
  const found = await ask(url, "list", (answer) => answer.json()).catch(() => null);
  if (!found?.suggestions.length) return closeList();
  offers = found.suggestions;
  list.replaceChildren(...offers.map(option));
  list.hidden = false;
  box.ariaExpanded = "true";
  point(-1);
  say(found.message);
});
box.addEventListener("input", () => { box.dir = box.value && "auto"; });
box.addEventListener("input", suggest);
box.addEventListener("blur", closeList);
list.addEventListener("mousedown", (event) => event.preventDefault());
box.addEventListener("keydown", (event) => {
  if (list.hidden) {
    if (event.key === "ArrowDown" && box.value) event.preventDefault(), suggest();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], length = offers.length + 1;
  if (step) point((active + 1 + step + length) % length - 1);
  else if (event.key === "Escape") closeList();
  else if (event.key === "Enter" && active >= 0) choose(active);
  else return;
  event.preventDefault();
});

// --- The timeline: one stop for Tab; arrows move, Shift and arrows or a drag select a span of time ---
function timeline() {
  const bars = one("#main .bars");
  if (!bars) return;
  const items = [...bars.children], links = items.map((item) => one("a", item));
  const having = links.flatMap((link, number) => link ? [number] : []);
  let anchor = null, ends = null, dragged = false;
  links.forEach((link) => { if (link) link.tabIndex = -1; });
  if (having.length) links[having[0]].tabIndex = 0;

  const select = (to) => {
    ends = to === null ? null : [Math.min(anchor, to), Math.max(anchor, to)];
    items.forEach((item, number) => item.classList.toggle("in", Boolean(ends) && number >= ends[0] && number <= ends[1]));
  };
  const within = () => having.filter((number) => number >= ends[0] && number <= ends[1]).map((number) => links[number]);
  const search = () => {
    const chosen = within();
    if (!chosen.length) return select(null);
    const url = new URL(chosen[0].href);
    url.searchParams.set("date.to", new URL(chosen.at(-1).href).searchParams.get("date.to"));
    go(url);
  };
  const focus = (number) => {
    links.forEach((link) => { if (link) link.tabIndex = -1; });
    links[number].tabIndex = 0;
    links[number].focus();
  };
  bars.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target), rank = having.indexOf(at);
    const ahead = document.documentElement.dir === "rtl" ? -1 : 1;
    const to = { ArrowRight: rank + ahead, ArrowLeft: rank - ahead, Home: 0, End: having.length - 1 }[event.key];
    if (to !== undefined && having[to] !== undefined) {
      if (!event.shiftKey) select(null);
      else if (!ends) anchor = at;
      if (event.shiftKey) select(having[to]);
      focus(having[to]);
      if (ends) say([within()[0], within().at(-1)].map((link) => link.textContent).join(" – "));
    } else if (event.key === "Enter" && ends) search();
    else if (event.key === "Escape" && ends) select(null);
    else return;
    event.preventDefault();
  });

  const over = (event) => items.findIndex((item) => {
    const { left, right } = item.getBoundingClientRect();
    return event.clientX >= left && event.clientX < right;
  });
  bars.addEventListener("dragstart", (event) => event.preventDefault());
  bars.addEventListener("pointerdown", (event) => {
    if (!plain(event)) return;
    anchor = over(event);
    dragged = false;
  });
  bars.addEventListener("pointermove", (event) => {
    const to = over(event);
    if (!(event.buttons & 1) || anchor === null || anchor < 0 || to < 0 || (to === anchor && !dragged)) return;
    if (!dragged) bars.setPointerCapture(event.pointerId);
    dragged = true;
    select(to);
  });
  bars.addEventListener("pointerup", () => {
    if (dragged) search();
    anchor = null;
  });
  bars.addEventListener("pointercancel", () => { select(anchor = null); });
  bars.addEventListener("click", (event) => { if (dragged) event.preventDefault(); });
}

// --- Hits that are selected, kept from page to page of one search ---
let picked = new Set(), pickedIn = "";
function selection() {
  const pick = one("#pick");
  if (!pick) return;
  const search = new URLSearchParams(location.search);
  ["page", "per_page", "sort", "view", "lang", "cursor"].forEach((name) => search.delete(name));
  const boxes = all("[type=checkbox][form=pick]"), here = new Set(boxes.map((check) => check.value));
  const elsewhere = all("[type=hidden][name=id]", pick);
  if (pickedIn !== String(search)) {
    picked = new Set([...boxes.filter((check) => check.checked), ...elsewhere].map((field) => field.value));
    pickedIn = String(search);
  }
  elsewhere.forEach((field) => field.remove());
  boxes.forEach((check) => { check.checked = picked.has(check.value); });
  for (const id of picked) if (!here.has(id)) pick.append(Object.assign(document.createElement("input"), { type: "hidden", name: "id", value: id }));
  const copy = one(".copy", pick), told = one("[data-chosen]", pick), none = told.textContent;
  const tell = () => {
    const text = picked.size ? told.dataset.chosen.replace("%(n)s", picked.size.toLocaleString(document.documentElement.lang)) : "";
    told.textContent = text || none;
    one("#picked").textContent = text && ` · ${text}`;
  };
  boxes.forEach((check) => check.addEventListener("change", () => {
    picked[check.checked ? "add" : "delete"](check.value);
    tell();
    say(told.textContent);
  }));
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const url = new URL(location), label = copy.textContent;
    if (picked.size) url.search = new URLSearchParams([...picked].map((id) => ["id", id]));
    await clip(String(url));
    copy.textContent = copy.dataset.done;
    say(copy.dataset.done);
    setTimeout(() => { copy.textContent = label; }, 2000);
  });
  tell();
}
async function clip(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Browsers keep the clipboard from pages that did not come by https.
  const area = Object.assign(document.createElement("textarea"), { value: text });
  one("#pick").append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// --- Keys ---
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

function prepare() {
  timeline();
  selection();
}
prepare();
keysSwitch();
// On the start page the cursor waits in the box, unless that would bring up a keyboard that hides half of the page.
if (is("start") && !location.hash && matchMedia("(pointer: fine)").matches) box.focus();
}
