// Small comforts. Every page works without them; each loads only where its mark stands.
const COMFORTS = [
  ["[data-draft], [data-forget-drafts]", "./drafts.js"],
  ["[data-poll]", "./poll.js"],
  ["[data-copy]", "./copy.js"],
  ["[data-suggest]", "./suggest.js"],
  ["[data-conditions]", "./conditions.js"],
];

for (const [mark, module] of COMFORTS) {
  if (document.querySelector(mark)) import(module);
}

// Light or dark: a cookie, so that the server draws the next page right from its first byte.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${secure}`;
  });
}

// The key / leads to the search, from wherever nothing is being typed; a browser remembers if not.
addEventListener("keydown", (event) => {
  const find = event.key === "/" && document.querySelector("[data-find]");
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (!find || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem("slash") === "off") return;
  event.preventDefault();
  location.assign(find.href);
});

// On a phone the ways open where one is: the group of the page that is read.
const ways = document.querySelector("#ways");
ways?.addEventListener("toggle", (event) => {
  const here = event.newState === "open" && ways.querySelector("summary[aria-current]");
  if (here) here.parentElement.open = true;
});

// A menu that is open closes on Escape, on a click elsewhere, and once the focus has left it.
addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
for (const elsewhere of ["click", "focusin"]) {
  addEventListener(elsewhere, (event) => {
    for (const menu of document.querySelectorAll("details.drop[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
