// Comfort only; every page works without it. "/" puts the cursor into the search box.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  event.preventDefault();
  box.focus();
  box.select();
});

// On the start page it waits there, unless that would bring up a keyboard that hides half of the page.
if (document.body.classList.contains("start") && !location.hash && matchMedia("(pointer: fine)").matches) {
  document.getElementById("q").focus();
}

// Browsers that cannot show a folded list by style alone get it opened where there is room beside the results.
const fold = document.querySelector("details.fold");
if (fold && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60em)").matches) fold.open = true;
