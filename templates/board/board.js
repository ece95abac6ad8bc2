// 提出状況ボード: language, colours, filters, order, plans. The page is whole without it; nothing is kept or sent.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  // On a phone the style turns rows into cards: the roles keep a table a table, and each cell names its heading.
  root.classList.add("js");
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
  for (const part of all("table, thead, tbody, tfoot, tr, td")) part.setAttribute("role", roles[part.tagName]);
  for (const part of all("th")) part.setAttribute("role", part.scope === "row" ? "rowheader" : "columnheader");
  const nameCells = (lang) => {
    const hidden = lang === "ja" ? "e" : "j";
    for (const table of all("table")) {
      const names = [...table.tHead.rows[0].cells].map((cell) => all("span", cell).filter((span) => span.className !== hidden).map((span) => span.textContent).join("") || cell.textContent.trim());
      for (const cell of all("td", table)) if (names[cell.cellIndex] && cell.parentElement.parentElement !== table.tHead) cell.dataset.label = names[cell.cellIndex];
    }
  };

  // What only works with a script is shown by it.
  for (const part of all("[data-script]")) part.hidden = false;

  const setLanguage = (lang) => {
    root.lang = lang;
    nameCells(lang);
    for (const part of all("[data-ja]")) part.textContent = part.dataset[lang];
    for (const part of all("[data-ja-label]")) part.setAttribute("aria-label", part.dataset[lang + "Label"]);
    for (const button of all("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  };
  const plans = all(".plan");
  const tabs = all("[data-tab]");
  const setPlan = (id) => {
    if (tabs.length === 0) return;
    for (const plan of plans) plan.hidden = plan.id !== id;
    for (const tab of tabs) {
      if (tab.dataset.tab === id) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  };

  // The address remembers the language and the plan: #lang=en&plan=p2.
  const state = { lang: "ja", plan: plans.length ? plans[0].id : "" };
  const read = () => {
    const hash = new URLSearchParams(location.hash.slice(1));
    if (["ja", "en"].includes(hash.get("lang"))) state.lang = hash.get("lang");
    if (plans.some((plan) => plan.id === hash.get("plan"))) state.plan = hash.get("plan");
    setLanguage(state.lang);
    setPlan(state.plan);
  };
  const remember = () => {
    const hash = new URLSearchParams();
    if (state.lang !== "ja") hash.set("lang", state.lang);
    if (tabs.length && state.plan !== plans[0].id) hash.set("plan", state.plan);
    history.replaceState(null, "", "#" + hash);
  };
  read();
  addEventListener("hashchange", read);
  for (const button of all("[data-lang]")) {
    button.addEventListener("click", () => { state.lang = button.dataset.lang; setLanguage(state.lang); remember(); });
  }
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      state.plan = tab.dataset.tab;
      setPlan(state.plan);
      remember();
      document.getElementById(state.plan).focus({ preventScroll: true });
    });
  }
  // A plain jump would take the language out of the address.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });

  for (const button of all("[data-theme]")) {
    button.addEventListener("click", () => {
      if (button.dataset.theme) root.dataset.theme = button.dataset.theme;
      else delete root.dataset.theme;
      for (const other of all("button[data-theme]")) other.setAttribute("aria-pressed", String(other === button));
    });
  }

  // Each list has rows with what they can be filtered by in data-…; several words in one are alternatives.
  for (const list of all("[data-list]")) {
    const form = list.querySelector("[data-filter]");
    if (!form) continue;
    const rows = all("tbody tr, .findings > li", list);
    const texts = new Map();
    const text = (row) => {
      if (!texts.has(row)) texts.set(row, plain(row.textContent));
      return texts.get(row);
    };
    const filter = () => {
      const chosen = all("[data-key]", form).filter((select) => select.value).map((select) => [select.dataset.key, select.value]);
      const words = plain(form.querySelector("[data-search]").value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fits = chosen.every(([key, value]) => (row.dataset[key] || "").split(" ").includes(value)) && words.every((word) => text(row).includes(word));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      for (const count of all("[data-shown]", list)) count.textContent = shown;
      list.querySelector("[data-none]").hidden = shown > 0;
      const scroll = list.querySelector(".scroll");
      if (scroll) scroll.hidden = shown === 0;
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
  }

  const order = new Intl.Collator("ja", { numeric: true });
  const number = (text) => {
    const cleaned = text.replace(/,/g, "").replace(/^△/, "-").trim();
    return cleaned !== "" && Number.isFinite(Number(cleaned)) ? Number(cleaned) : null;
  };
  for (const heading of all("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    heading.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      const body = heading.closest("table").tBodies[0];
      const value = (row) => {
        const cell = row.cells[heading.cellIndex];
        return (cell.dataset.v === undefined ? cell.textContent : cell.dataset.v).trim();
      };
      const keyed = [...body.rows].map((row) => { const own = value(row); return { row, own, number: number(own) }; });
      // What has no value comes last in either order.
      keyed.sort((a, b) => {
        if ((a.own === "") !== (b.own === "")) return a.own === "" ? 1 : -1;
        if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
        const difference = a.number === null ? order.compare(a.own, b.own) : a.number - b.number;
        return down ? -difference : difference;
      });
      body.append(...keyed.map((entry) => entry.row));
      for (const other of heading.parentElement.cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  }
})();
