// Completion in the search box (the ARIA pattern of a combobox with a list).
import { ask, box, forget, form, say, slowly } from "./dom.js";
import { go } from "./navigation.js";

const list = document.createElement("ul");
Object.assign(list, { id: "suggestions", className: "list", role: "listbox", hidden: true, ariaLabel: form.dataset.label });
box.after(list);
Object.assign(box, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
box.setAttribute("aria-controls", list.id);
let offers = [], active = -1;

function closeList() {
  forget("list");
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
  const beside = !["word", "title"].includes(offer.kind) && offer.q ? `${offer.q} + ` : "";
  for (const [tag, text] of [["span", beside + offer.label], ["i", offer.group], ["b", offer.said]]) {
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
form.addEventListener("submit", closeList);
