// Keys of those who work: in the queue j and k move, the others press what carries their letter in the entry
// that is looked at; where a sentence is annotated, a letter chooses. Without a script all of it can be clicked.
function moved(event) {
  const entries = [...document.querySelectorAll(".queue > li")];
  const at = entries.indexOf(event.target.closest(".queue > li"));
  if (event.key === "j") entries[Math.min(at + 1, entries.length - 1)]?.focus();
  else if (event.key === "k") entries[Math.max(at - 1, 0)]?.focus();
  else return entries[at];
}

function working(event) {
  const place = document.querySelector(".queue, form.annotate");
  if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio]), select, textarea, button, a")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const within = place.matches(".queue") ? moved(event) : place;
  const meant = within?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches("select, input:not([type=radio])")) meant.focus();
  else meant.click();
}

document.addEventListener("keydown", working);
