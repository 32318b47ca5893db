// Keeps the text of `form[data-draft="KEY"]` until the house has it: a session that ends, a
// connection that drops or a page closed by mistake lose nothing. Kept in this browser alone, for a
// week at most, and forgotten at sign-out.
const PREFIX = "essaim-draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const TYPED = ["text", "url", "email", "date", "datetime-local", "time", "number"];
const KEPT = ["textarea", "select:not([multiple])", "input:not([type])", ...TYPED.map((kind) => `input[type=${kind}]`)].join();

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

const named = (form, name) => [...form.querySelectorAll(KEPT)].filter((field) => field.name === name);

// Each name with what its fields say, in their order: some forms repeat a name from line to line.
const texts = (form) => {
  const said = {};
  for (const { name, value } of form.querySelectorAll(KEPT)) if (name) (said[name] ??= []).push(value);
  return said;
};

const sameTexts = (one, other) => one.length === [other].flat().length && one.every((text, at) => text === [other].flat()[at]);

// What the page was drawn upon goes with the text: typed upon an older page, it is compared with that one.
const drawnUpon = (form) => form.querySelector("input[name=revision]");

const keep = (form, more = {}) => {
  write(form.dataset.draft, { texts: texts(form), revision: drawnUpon(form)?.value, at: Date.now(), ...more });
};

const offer = (form, draft) => {
  const notice = form.querySelector("[data-draft-found]");
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector("[data-draft-restore]").addEventListener("click", () => {
    for (const [name, values] of Object.entries(draft.texts)) {
      const fields = named(form, name);
      for (const [at, value] of [values].flat().entries()) {
        if (!fields[at] || fields[at].value === value) continue;
        fields[at].value = value;
        fields[at].dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    if (draft.revision && drawnUpon(form)) drawnUpon(form).value = draft.revision;
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
  const differs = draft && Object.entries(draft.texts).some(([name, said]) => name in shown && !sameTexts(shown[name], said));
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
