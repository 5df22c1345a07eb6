// The little that needs a script: light or dark, parts that take a while, a key for the search.
// Every page works without it.
"use strict";

function turned(theme) {
  document.documentElement.dataset.theme = theme;
  const button = document.querySelector("button.theme");
  button.textContent = theme === "dark" ? button.dataset.light : button.dataset.dark;
}

function themed() {
  const button = document.querySelector("button.theme");
  const known = localStorage.getItem("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  turned(known ?? (dark ? "dark" : "light"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", theme);
    turned(theme);
  });
}

// The server escapes what it sends, and its rules let nothing in it run.
async function loaded(place) {
  place.setAttribute("aria-busy", "true");
  const answer = await fetch(place.dataset.load);
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = place.dataset.part ? page.getElementById(place.dataset.part) : page.body;
    if (found) place.replaceChildren(...found.children);
  }
  place.removeAttribute("aria-busy");
}

function listening(event) {
  const writing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
}

themed();
document.addEventListener("keydown", listening);
document.querySelectorAll("[data-load]").forEach((place) => loaded(place).catch(() => {}));
