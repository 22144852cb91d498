// Keys for who reviews much: Control and Enter accepts, Control and the right or left arrow goes to the next text.
// Without scripts the same buttons and links are there.
const accept = document.querySelector("[data-accept]");
const later = document.querySelector("[data-later]");
const onwards = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  if (event.key === "Enter" && accept) {
    event.preventDefault();
    accept.click();
  }
  const types = document.activeElement && document.activeElement.matches("textarea");
  if (event.key === onwards && later && !types) {
    event.preventDefault();
    later.click();
  }
});
