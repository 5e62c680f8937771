// The timeline: one stop for Tab; arrows move, Shift and arrows or a drag select a span of time.
import { one, plain, say } from "./dom.js";
import { go } from "./navigation.js";

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
timeline();
document.addEventListener("changed", timeline);
