"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const cards = new Map(all(".card").map((card) => [card.id, card]));
  const words = new Map([...cards].map(([id, card]) => [id, card.textContent.toLowerCase()]));
  const marks = new Map();
  for (const mark of all(".sheet [data-i]"))
    for (const id of mark.dataset.i.split(" ")) {
      if (!marks.has(id)) marks.set(id, []);
      marks.get(id).push(mark);
    }
  const panes = all(".pane");
  const types = all(".type");
  const search = one("#search");
  const narrow = window.matchMedia("(max-width: 760px)");
  let chosen = null;

  const pane = () => panes.find((each) => !each.hidden);
  const shown = () => all(".card", pane()).filter((card) => !card.hidden);
  const view = (name) => {
    document.body.dataset.view = name;
    for (const button of all(".views button"))
      button.setAttribute("aria-current", String(button.dataset.view === name));
  };

  const open = (id) => {
    for (const each of panes) each.hidden = each.id !== id;
    for (const tab of all("[role=tab]"))
      tab.setAttribute("aria-selected", String(tab.getAttribute("aria-controls") === id));
    one(".types").hidden = id !== "records";
    filter();
  };

  const filter = () => {
    const wanted = types.filter((type) => type.dataset.type && type.getAttribute("aria-pressed") === "true")
      .map((type) => type.dataset.type);
    const sought = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const inside = all(".card", pane());
    for (const card of inside) {
      const typed = pane().id !== "records" || !wanted.length || wanted.includes(card.dataset.type);
      card.hidden = !(typed && sought.every((word) => words.get(card.id).includes(word)));
    }
    for (const group of all(".group")) group.hidden = !one(".card:not([hidden])", group);
    const count = shown().length;
    one(".count").textContent = count === inside.length ? "" : `显示 ${count} / ${inside.length} 条`;
    one(".unmatched").hidden = count > 0 || inside.length === 0;
  };

  const press = (type) => {
    if (type.dataset.type)
      type.setAttribute("aria-pressed", String(type.getAttribute("aria-pressed") !== "true"));
    else for (const each of types) each.setAttribute("aria-pressed", "false");
    const none = !types.some((each) => each.dataset.type && each.getAttribute("aria-pressed") === "true");
    one(".type.all").setAttribute("aria-pressed", String(none));
    filter();
  };

  const clear = () => {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    one(".chosen").hidden = true;
    chosen = null;
  };

  const reveal = (card) => {
    const home = card.closest(".pane").id;
    if (pane().id !== home) open(home);
    if (!card.hidden) return;
    search.value = "";
    press(one(".type.all"));
  };

  const choose = (id, { follow }) => {
    const card = cards.get(id);
    if (!card) return;
    clear();
    chosen = id;
    reveal(card);
    card.classList.add("lit");
    const lit = marks.get(id) || [];
    for (const mark of lit) mark.classList.add("lit");
    one(".sheet").className = `sheet t-${card.dataset.type}`;
    const bar = one(".chosen");
    bar.className = `chosen t-${card.dataset.type}`;
    bar.hidden = false;
    const label = document.createElement("b");
    label.textContent = one(".go", card).textContent.trim();
    const told = one(".message", card) || one("dl", card);
    const rest = told ? [...told.children].map((pair) => [...pair.children].map((part) => part.textContent).join("：")) : [];
    one("p", bar).replaceChildren(label, " ", rest.length ? rest.join("；") : told ? told.textContent : "");
    if (narrow.matches && follow) view("text");
    if (follow && lit.length) lit[0].scrollIntoView({ block: "center" });
    if (!narrow.matches || !follow) card.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${id}`);
  };

  const step = (by) => {
    const listed = shown();
    if (!listed.length) return;
    const at = listed.findIndex((card) => card.id === chosen);
    const next = at < 0 ? (by > 0 ? 0 : listed.length - 1) : Math.min(Math.max(at + by, 0), listed.length - 1);
    choose(listed[next].id, { follow: true });
  };

  one(".sheet").addEventListener("click", (event) => {
    const mark = event.target.closest("[data-i]");
    if (!mark || String(window.getSelection())) return;
    const ids = mark.dataset.i.split(" ");
    choose(ids[(ids.indexOf(chosen) + 1) % ids.length], { follow: false });
  });
  one(".cards").addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    if (!card || String(window.getSelection())) return;
    event.preventDefault();
    choose(card.id, { follow: true });
  });
  one(".tree").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    view("text");
    one(link.getAttribute("href")).scrollIntoView({ block: "start" });
  });
  one(".tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) open(tab.getAttribute("aria-controls"));
  });
  one(".types").addEventListener("click", (event) => {
    const type = event.target.closest(".type");
    if (type) press(type);
  });
  one(".views").addEventListener("click", (event) => {
    if (event.target.dataset.view) view(event.target.dataset.view);
  });
  one(".chosen").addEventListener("click", (event) => {
    if (event.target.dataset.step) step(Number(event.target.dataset.step));
  });
  search.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") { search.blur(); clear(); return; }
    if (event.target === search) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "/") { if (narrow.matches) view("list"); search.focus(); }
    else return;
    event.preventDefault();
  });

  view("text");
  open("records");
  if (cards.has(location.hash.slice(1))) choose(location.hash.slice(1), { follow: true });
})();
