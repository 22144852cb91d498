// The saved list lives in this browser only. Without this script, the list is the address of the "saved" page.
// Escape closes an open menu, as in design/menus.js: pages that read this file do not ask for another.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!open) return;
  open.open = false;
  open.firstElementChild.focus();
});
(() => {
  const KEY = "xenia-saved";
  const MOST = 30;
  const read = () => {
    try {
      return (localStorage.getItem(KEY) || "").split(",").filter(Boolean);
    } catch {
      return null;
    }
  };
  const write = (ids) => localStorage.setItem(KEY, ids.slice(0, MOST).join(","));
  const kept = read();
  if (kept === null) return;

  const box = document.querySelector("[data-keep]");
  if (box && "serviceWorker" in navigator && "caches" in window) {
    box.hidden = false;
    box.addEventListener("click", async (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act) (await import(box.dataset.script)).press(box, act);
    });
  }

  const list = document.querySelector("[data-saved]");
  if (list) {
    const shown = list.dataset.saved.split(",").filter(Boolean);
    // An address somebody sent adds to the list; it never replaces what was kept before.
    if (shown.length) write([...new Set([...shown, ...kept])]);
    else if (kept.length && !location.search) location.replace(`${location.pathname}?s=${kept.join(",")}`);
  }

  const mark = (link, isKept) => {
    link.toggleAttribute("data-kept", isKept);
    link.setAttribute("aria-pressed", String(isKept));
  };
  for (const link of document.querySelectorAll("[data-save]")) {
    link.setAttribute("role", "button");
    mark(link, kept.includes(link.dataset.save));
    const toggle = (event) => {
      event.preventDefault();
      const ids = read();
      const id = link.dataset.save;
      const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
      write(next);
      mark(link, next.includes(id));
    };
    link.addEventListener("click", toggle);
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") toggle(event);
    });
  }
  for (const link of document.querySelectorAll("[data-remove]")) {
    link.addEventListener("click", () => write(read().filter((one) => one !== link.dataset.remove)));
  }
})();
