// Hits that are selected, kept from page to page of one search.
import { all, one, say } from "./dom.js";

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
selection();
document.addEventListener("changed", selection);
