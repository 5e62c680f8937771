// Another state of the page at hand, without a reload. The address is the whole state, so what is shown is always what
// the server answers at that address; other scripts hear of it by the event "changed".
import { address, all, ask, box, form, is, one, page, panel, plain, say, slowly } from "./dom.js";

const whole = (url) => url.pathname + url.search;
let shown = whole(location), moving = false, busy;

function soft(url) {
  if (url.origin !== location.origin) return false;
  if (is("search")) return url.pathname === new URL(form.action).pathname;
  return is("article") && url.pathname === location.pathname && url.search !== location.search;
}

export async function go(url, { back = false, top = false } = {}) {
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
  document.dispatchEvent(new Event("changed"));
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
  const url = new URL(link.href);
  if (!soft(url)) return;
  event.preventDefault();
  const top = Boolean(link.closest(".pages, #panel"));
  panel.close();
  go(url, { top });
});

document.addEventListener("submit", (event) => {
  const url = address(event.target, event.submitter);
  if (event.target.method === "dialog" || !soft(url)) return;
  event.preventDefault();
  go(url, { top: event.target === form });
});
