// While somebody writes, her browser does a little work, so that whoever sends thousands pays for it (`common/work_proof.py`).
// Her words stay on this phone only when she asks for it, and only until they are sent. Without this script the page works too.
// Escape closes an open menu, as in design/menus.js: pages that read this file do not ask for another.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!open) return;
  open.open = false;
  open.firstElementChild.focus();
});
(() => {
  const LEAST = 12;
  const FULL = 18;
  const AT_ONCE = 64;
  const PATIENCE = 2000;
  const LINE = 8000;
  const KEPT = "xenia-complaint";
  // Never how to reach her.
  const WORTH_KEEPING = ["words", "language", "kind", "look", "about", "wanted", "area", "level"];

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  let store = null;
  try {
    store = sessionStorage;
  } catch {
    // A browser that keeps nothing: then neither do we.
  }
  if (document.querySelector("[data-sent]")) store?.removeItem(KEPT);
  document.querySelector(".leave a")?.addEventListener("click", () => store?.removeItem(KEPT));

  const form = document.querySelector("[data-complaint]");
  if (!form) return;
  const field = form.elements;

  let best = 0;
  const judge = (digest, number) => {
    const found = Math.clz32(new DataView(digest).getUint32(0));
    if (found <= best) return;
    best = found;
    field.proof.value = number;
  };
  // Between two handfuls the page answers her keys.
  const breathe = () => new Promise((done) => setTimeout(done));
  const work = async (isDone) => {
    const letters = new TextEncoder();
    const tried = (number) =>
      crypto.subtle.digest("SHA-256", letters.encode(`${field.token.value}:${number}`));
    // What was found before the page came back is tried first.
    for (let first = Number(field.proof.value) || 0; best < FULL; first += AT_ONCE) {
      const numbers = Array.from({ length: AT_ONCE }, (_one, step) => first + step);
      (await Promise.all(numbers.map(tried))).forEach((digest, step) => judge(digest, numbers[step]));
      if (isDone()) return;
      await breathe();
    }
  };
  // One at a time: what is begun while she writes ends when she sends, and goes on from there, for two seconds at most.
  let until = Infinity;
  let begun = null;
  const begin = () => {
    if (window.crypto?.subtle) begun ??= work(() => until < Infinity && (best >= LEAST || Date.now() > until));
    return begun;
  };
  form.addEventListener("input", () => void begin());
  if (field.words.value) begin();

  const isThere = () =>
    fetch(form.action, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(LINE) }).then(
      () => true,
      () => false,
    );
  const enoughWork = () => {
    until = Date.now() + PATIENCE;
    return begin();
  };
  const offline = form.querySelector("[data-offline]");
  let isReady = false;
  form.addEventListener("submit", async (event) => {
    if (isReady) return;
    event.preventDefault();
    form.classList.add("htmx-request");
    const reached = await isThere();
    offline.hidden = reached;
    if (reached) {
      await enoughWork();
      isReady = true;
      form.requestSubmit(event.submitter);
    } else {
      form.classList.remove("htmx-request");
      offline.scrollIntoView({ block: "center" });
    }
  });
  window.addEventListener("pageshow", () => {
    isReady = false;
    form.classList.remove("htmx-request");
  });

  if (!store) return;
  const keep = form.querySelector("[data-keep]");
  form.querySelector("[data-keep-box]").hidden = false;
  const kept = store.getItem(KEPT);
  keep.checked = Boolean(kept);
  if (kept && !field.words.value) {
    for (const [name, value] of Object.entries(JSON.parse(kept))) if (field[name]) field[name].value = value;
  }
  const write = () => {
    const said = [...new FormData(form)].filter(([name]) => WORTH_KEEPING.includes(name));
    if (keep.checked) store.setItem(KEPT, JSON.stringify(Object.fromEntries(said)));
    else store.removeItem(KEPT);
  };
  form.addEventListener("input", write);
})();
