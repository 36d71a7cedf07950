// Makes rows and words answer to each other without a new page. Every page works without this file.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const marked = [...document.querySelectorAll("article .m[data-ref]")];
  const rows = [...document.querySelectorAll(".row[data-ref]")];
  const refsOf = (element) => element.dataset.ref.split(" ");

  function light(refs) {
    const wanted = new Set(refs);
    for (const element of [...marked, ...rows]) {
      element.classList.toggle("lit", refsOf(element).some((ref) => wanted.has(ref)));
    }
  }

  function show(element) {
    if (!element) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  for (const row of rows) {
    row.querySelector("a").addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || !marked.length) return;
      event.preventDefault();
      light(refsOf(row));
      show(document.getElementById(`w-${row.dataset.ref}`));
    });
  }

  for (const word of marked) {
    word.addEventListener("click", () => {
      if (String(getSelection())) return;
      const refs = refsOf(word);
      light(refs);
      show(rows.find((row) => refs.includes(row.dataset.ref)));
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const keyed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (keyed) {
      event.preventDefault();
      const needed = keyed.form && keyed.form.elements[keyed.dataset.needs];
      if (needed && !needed.value) needed.focus();
      else keyed.click();
      return;
    }
    const links = rows.map((row) => row.querySelector("a"));
    const at = links.indexOf(document.activeElement);
    if (event.key === "j" || event.key === "k") {
      const next = links[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), links.length - 1)];
      if (next) next.focus();
    } else if (event.key === "Escape") {
      light([]);
    } else if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    } else if (event.key === "o") {
      const beside = document.getElementById("beside");
      if (beside) {
        beside.checked = !beside.checked;
        if (beside.checked) show(document.getElementById("original"));
      }
    }
  });

  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }
})();
