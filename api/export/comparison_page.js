"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const pairs = all(".pair");
  const words = new Map(pairs.map((pair) => [pair, pair.textContent.toLowerCase()]));
  const search = one("#search");
  const count = one(".count");
  let here = null;

  const wanted = (name) => one(`#${name}`).value;
  const inRange = (likeness) => {
    if (wanted("range") === "different") return likeness !== "same";
    if (wanted("range") === "changed") return likeness !== "same" && likeness !== "reworded";
    return true;
  };
  const fits = (change) => ["kind", "gain", "weight"].every((name) => !wanted(name) || change.dataset[name] === wanted(name));
  const shown = () => all(".change").filter((change) => !change.hidden && !change.closest("[hidden]"));

  const filter = () => {
    const sought = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const narrowed = Boolean(wanted("kind") || wanted("gain") || wanted("weight"));
    for (const pair of pairs) {
      const changes = all(".change", pair);
      for (const change of changes) change.hidden = !fits(change);
      const kept = !narrowed || changes.some((change) => !change.hidden);
      pair.hidden = !(kept && inRange(pair.dataset.likeness) && sought.every((word) => words.get(pair).includes(word)));
    }
    for (const folded of all(".folded")) {
      folded.hidden = !one(".pair:not([hidden])", folded);
      folded.open = Boolean(sought.length) && !folded.hidden;
    }
    one(".unmatched").hidden = !pairs.length || pairs.some((pair) => !pair.hidden);
    tell();
  };

  const tell = () => {
    const listed = shown();
    const at = listed.indexOf(here);
    count.textContent = at < 0 ? `${listed.length} 处变化` : `第 ${at + 1} / ${listed.length} 处变化`;
  };

  const step = (by) => {
    const listed = shown();
    if (!listed.length) return;
    const at = listed.indexOf(here);
    const next = at < 0 ? (by > 0 ? 0 : listed.length - 1) : Math.min(Math.max(at + by, 0), listed.length - 1);
    if (here) here.classList.remove("here");
    here = listed[next];
    here.classList.add("here");
    here.closest(".pair").scrollIntoView({ block: "start" });
    here.scrollIntoView({ block: "nearest" });
    here.focus({ preventScroll: true });
    tell();
  };

  for (const name of ["range", "kind", "gain", "weight"]) one(`#${name}`).addEventListener("change", filter);
  search.addEventListener("input", filter);
  one(".controls").addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") { search.blur(); return; }
    if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "/") search.focus();
    else return;
    event.preventDefault();
  });
  document.body.classList.add("live");
  tell();
})();
