// "Keep on this phone" and "Erase from this phone": fetched by the first press, so that nothing of it is here before.
const KEPT = "xenia-kept";
const FILES = /(?:href|src|data-script)="(\/(?:static|office)[^"]+)"/g;

const filesOf = (text) => [...text.matchAll(FILES)].map((one) => one[1].replaceAll("&amp;", "&"));
const filesSeen = () =>
  performance
    .getEntriesByType("resource")
    .map((one) => new URL(one.name))
    .filter((one) => one.origin === location.origin && one.pathname.startsWith("/static/"))
    .map((one) => one.pathname);

// The page with a line on top that says since when it is kept.
const dated = (text, words) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const note = page.createElement("p");
  note.className = "notice info";
  note.textContent = words;
  page.querySelector("main .page").prepend(note);
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
};

const keep = async (box) => {
  await caches.delete(KEPT);
  const kept = await caches.open(KEPT);
  const files = new Set(filesSeen());
  const listed = [...document.querySelectorAll("[data-kept-page]")].map((one) => one.dataset.keptPage);
  for (const address of [location.pathname + location.search, ...listed]) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    const text = await answer.text();
    filesOf(text).forEach((one) => files.add(one));
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    await kept.put(address, new Response(dated(text, box.dataset.keptOn), { headers }));
  }
  await kept.addAll([...files]);
  await navigator.serviceWorker.register(box.dataset.worker);
  await navigator.serviceWorker.ready;
  return box.dataset.done;
};

const erase = async (box) => {
  for (const name of await caches.keys()) if (name.startsWith("xenia")) await caches.delete(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  localStorage.removeItem("xenia-saved");
  document.querySelector("[data-saved]").hidden = true;
  box.querySelector(".actions").hidden = true;
  history.replaceState(null, "", location.pathname);
  return box.dataset.erased;
};

export const press = async (box, act) => {
  const said = box.querySelector("[data-said]");
  said.textContent = box.dataset.busy;
  try {
    said.textContent = await (act === "erase" ? erase : keep)(box);
  } catch {
    await caches.delete(KEPT);
    said.textContent = box.dataset.failed;
  }
};
