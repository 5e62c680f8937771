// Where there is no room beside the results the filters are folded, before anything is painted.
// Without scripts they stay open, below the results.
{
  const wide = matchMedia("(min-width: 60em)");
  const fit = () => { document.getElementById("fold").open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}
