// What the other scripts have in common: finding elements, saying things, asking the server.
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const is = (kind) => document.body.classList.contains(kind);
export const box = one("#q");
export const form = box.form;
export const panel = one("#panel");
export const say = (text) => { one("#say").textContent = text; };
export const plain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

export function slowly(milliseconds, act) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(act, milliseconds, ...given); };
}

export function address(form, button) {
  const url = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action"), location);
  url.search = new URLSearchParams([...new FormData(form, button)].filter(([, value]) => value));
  return url;
}

// Only the newest request of each kind counts: one that is overtaken never answers.
const running = {};
export async function ask(url, kind, read) {
  forget(kind);
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
export const forget = (kind) => running[kind]?.abort();
export const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
