"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const rows = all(".row");
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const filter = () => {
    const sought = one("#search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const group = one("#group").value;
    for (const row of rows) {
      const inGroup = !group || row.closest("tbody").dataset.group === group;
      const differs = !one("#differing").checked || row.dataset.differs === "yes";
      row.hidden = !(inGroup && differs && sought.every((word) => words.get(row).includes(word)));
    }
    for (const body of all("tbody[data-group]")) body.hidden = !one(".row:not([hidden])", body);
    const shown = rows.filter((row) => !row.hidden).length;
    one(".count").textContent = `显示 ${shown} / ${rows.length} 项`;
    one(".unmatched").hidden = shown > 0 || !rows.length;
  };

  for (const name of ["differing", "group"]) one(`#${name}`).addEventListener("change", filter);
  one("#search").addEventListener("input", filter);
  document.body.classList.add("live");
  filter();
})();
