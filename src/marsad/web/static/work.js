// Keys of the queue: j and k move, the others press what carries their letter in the entry that is looked at.
// Buttons and links do all of it without a script.
function entryOf(event) {
  const entries = [...document.querySelectorAll(".queue > li")];
  const at = entries.indexOf(event.target.closest(".queue > li"));
  return { entries, at };
}

function working(event) {
  const writing = event.target.closest("input, select, textarea");
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { entries, at } = entryOf(event);
  if (!entries.length) return;
  if (event.key === "j") entries[Math.min(at + 1, entries.length - 1)].focus();
  else if (event.key === "k") entries[Math.max(at - 1, 0)].focus();
  else if (at >= 0) entries[at].querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
}

document.addEventListener("keydown", working);
