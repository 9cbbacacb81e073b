// Point at a mention, a quote or a line of a table: everything that belongs to it lights up.
for (const key of ["e", "q"]) {
  const mark = (on) => (event) => {
    const found = event.target.closest?.(`[data-${key}]`);
    if (!found) return;
    for (const other of document.querySelectorAll(`[data-${key}="${found.dataset[key]}"]`)) {
      other.classList.toggle("on", on);
    }
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, mark(true));
  for (const name of ["mouseout", "focusout"]) document.addEventListener(name, mark(false));
}
