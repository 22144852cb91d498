// Escape closes an open menu and gives the focus back to its button.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!open) return;
  open.open = false;
  open.firstElementChild.focus();
});
