// Keeps the text of `form[data-draft="KEY"]` until the house has it: a session that ends, a
// connection that drops or a page closed by mistake lose nothing. Kept in this browser alone, for a
// week at most, and forgotten at sign-out.
const PREFIX = "essaim-draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const KEPT = "textarea, input[type=text], input[type=url], input:not([type])";

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
};

const write = (key, draft) => {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only means that nothing is kept.
  }
};

const forget = (wanted) => {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && wanted(read(key.slice(PREFIX.length)))) localStorage.removeItem(key);
  }
};

const texts = (form) =>
  Object.fromEntries([...form.querySelectorAll(KEPT)].filter((f) => f.name).map((f) => [f.name, f.value]));

const keep = (form, more = {}) => write(form.dataset.draft, { texts: texts(form), at: Date.now(), ...more });

const offer = (form, draft) => {
  const notice = form.querySelector("[data-draft-found]");
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector("[data-draft-restore]").addEventListener("click", () => {
    for (const [name, value] of Object.entries(draft.texts)) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    notice.hidden = true;
    form.querySelector(KEPT)?.focus();
  });
  notice.querySelector("[data-draft-drop]").addEventListener("click", () => {
    localStorage.removeItem(PREFIX + form.dataset.draft);
    notice.hidden = true;
  });
};

forget((draft) => !draft || Date.now() - draft.at > WEEK);
// What was sent, and is told to be done, is the house's from now on.
if (document.querySelector('.messages [data-level="success"]')) forget((draft) => draft?.sent);

for (const form of document.querySelectorAll("form[data-draft]")) {
  const draft = read(form.dataset.draft);
  const shown = texts(form);
  const differs = draft && Object.entries(draft.texts).some(([name, value]) => name in shown && shown[name] !== value);
  if (differs) offer(form, draft);
  else if (draft) localStorage.removeItem(PREFIX + form.dataset.draft);

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form, { sent: true });
  });
}

for (const form of document.querySelectorAll("form[data-forget-drafts]")) {
  form.addEventListener("submit", () => forget(() => true));
}
