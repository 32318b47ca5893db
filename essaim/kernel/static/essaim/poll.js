// Refreshes `#id[data-poll="SECONDS"]` from its own page, or from the address in `data-from`, until
// the server draws it without the mark. What has the focus, or says the same, is left alone. An
// address of its own is the same for everybody: it is asked without cookies, so without a session.
const refresh = async (id) => {
  const part = document.getElementById(id);
  if (!part?.dataset.poll) return;
  if (!document.hidden && !part.contains(document.activeElement)) {
    try {
      const { from } = part.dataset;
      const options = { headers: { Accept: "text/html" }, credentials: from ? "omit" : "same-origin" };
      const answer = await fetch(from ?? location.href, options);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      if (answer.status < 500 && !fresh) return;
      if (fresh && !fresh.dataset.poll) {
        // The work is done: the rest of the page has something new to say too.
        location.reload();
        return;
      }
      if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    } catch {
      // Out of reach for a moment: ask again at the next turn.
    }
  }
  setTimeout(refresh, part.dataset.poll * 1000, id);
};

for (const part of document.querySelectorAll("[data-poll][id]")) {
  setTimeout(refresh, part.dataset.poll * 1000, part.id);
}
