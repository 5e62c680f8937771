// Where there is no room beside the results the filters are folded, before anything is painted.
// Without scripts they stay open, below the results.
{
  const fold = document.currentScript.closest("details");
  const wide = matchMedia("(min-width: 60em)");
  fold.open = wide.matches;
  wide.addEventListener("change", () => { fold.open = wide.matches; });
}
