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
