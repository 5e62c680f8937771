// A panel over the page: every value of a facet, or the help.
import { address, ask, one, page, panel, plain, say, slowly } from "./dom.js";

export async function open(url) {
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
  document.dispatchEvent(new Event("opened"));
}
panel.addEventListener("input", slowly(120, ({ target }) => { if (panel.open) open(address(target.form)); }));
panel.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  event.stopPropagation();
  open(address(event.target));
});
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !plain(event)) return;
  const url = new URL(link.href), listed = link.closest("#panel") && url.pathname === panel.dataset.path;
  if (!link.matches(".facet .list, .ask") && !listed) return;
  event.preventDefault();
  open(url);
});
