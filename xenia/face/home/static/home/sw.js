// Answers only when the network does not, and only with what a person kept by pressing "Keep on this phone".
const KEPT = "xenia-kept";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const withoutNetwork = async (request) => {
  // Opening a box that was erased would make it anew.
  if (!(await caches.has(KEPT))) return Response.error();
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found || request.mode !== "navigate") return found || Response.error();
  const list = (await kept.keys()).find((one) => one.url.includes("/saved/?s="));
  return list ? Response.redirect(list.url) : Response.error();
};

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  // A page is asked for anew: the browser's own short memory would show yesterday's page without its date.
  const how = event.request.mode === "navigate" ? { cache: "no-cache" } : {};
  event.respondWith(fetch(event.request, how).catch(() => withoutNetwork(event.request)));
});
