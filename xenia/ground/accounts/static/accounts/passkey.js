// A passkey needs a browser and an address that can use one: then its part of the page is shown.
const can = window.isSecureContext && "PublicKeyCredential" in window;
for (const part of document.querySelectorAll("[data-passkey]")) {
  part.hidden = (part.dataset.passkey === "yes") !== can;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-failed]")) part.hidden = false;
});
