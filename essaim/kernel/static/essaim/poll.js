// Refreshes `#id[data-poll="SECONDS"]` from its own page, or from the address in `data-from`, until
// the server draws it without the mark. An address of its own is the same for everybody: it is
// asked without cookies, so without a session. Where it draws itself with `data-moved`, what
// follows it, `[data-follows="id"]`, is each reader's own and asked from their page, unless they
// are filling it in: what is typed is never lost. So it is where `data-concerns`, the id of
// something on some pages alone, changes on one of these.
const ask = async (address, credentials) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials });
  if (answer.status >= 500) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const isFilledIn = (field) => {
  if (field.type === "hidden") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
  return field.value !== field.defaultValue || field === document.activeElement;
};
const isTypingIn = (part) => [...part.querySelectorAll("input, textarea, select")].some(isFilledIn);

// The same button or fold, in what was drawn since.
const sameAs = (element, within) => {
  if (element.id) return within.ownerDocument.getElementById(element.id);
  if (!element.name) return null;
  return within.querySelector(`[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`);
};

const swap = (part, fresh) => {
  for (const fold of part.querySelectorAll("details[id][open]")) {
    const same = fresh.querySelector(`#${CSS.escape(fold.id)}`);
    if (same) same.open = true;
  }
  if (fresh.innerHTML === part.innerHTML) return;
  const focused = part.contains(document.activeElement) && document.activeElement;
  const same = focused && sameAs(focused, fresh);
  part.replaceChildren(...fresh.childNodes);
  if (focused) (same ?? part).focus({ preventScroll: true });
};

const follow = async (part) => {
  const page = await ask(location.href, "same-origin");
  const now = page.getElementById(part.id);
  if (!now?.dataset.poll) return false;
  let isLeft = false;
  for (const each of document.querySelectorAll(`[data-follows="${part.id}"]`)) {
    const fresh = page.getElementById(each.id);
    if (isTypingIn(each)) isLeft = true;
    else if (fresh) swap(each, fresh);
  }
  if (isLeft) return false;
  swap(part, now);
  part.dataset.from = now.dataset.from;
  part.dataset.concerns = now.dataset.concerns ?? "";
  return true;
};

const concernsMe = (...parts) => parts.some(({ dataset }) => dataset.concerns && document.getElementById(dataset.concerns));
const hasMoved = (part, fresh) =>
  "moved" in fresh.dataset || ((part.dataset.concerns ?? "") !== (fresh.dataset.concerns ?? "") && concernsMe(part, fresh));

const refresh = async (id) => {
  const part = document.getElementById(id);
  if (!part?.dataset.poll) return;
  if (!document.hidden) {
    try {
      const { from } = part.dataset;
      const page = await ask(from ?? location.href, from ? "omit" : "same-origin");
      const fresh = page.getElementById(id);
      if (!fresh) return;
      const isOver = !fresh.dataset.poll;
      // The work is done: the rest of the page has something new to say too.
      if (isOver && !isTypingIn(document.querySelector("main"))) return location.reload();
      if (!isOver && !(hasMoved(part, fresh) && (await follow(part)))) swap(part, fresh);
    } catch {
      // Out of reach for a moment: ask again at the next turn.
    }
  }
  setTimeout(refresh, part.dataset.poll * 1000, id);
};

for (const part of document.querySelectorAll("[data-poll][id]")) {
  setTimeout(refresh, part.dataset.poll * 1000, part.id);
}
