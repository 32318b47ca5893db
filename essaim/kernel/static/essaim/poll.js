// Refreshes `#id[data-poll="SECONDS"]` from its own page, until the server draws it without the mark.
const refresh = async (id) => {
  const part = document.getElementById(id);
  if (!part?.dataset.poll) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      if (!answer.ok || !fresh) return;
      if (!fresh.dataset.poll) {
        // The work is done: the rest of the page has something new to say too.
        location.reload();
        return;
      }
      part.replaceChildren(...fresh.childNodes);
    } catch {
      // Out of reach for a moment: ask again at the next turn.
    }
  }
  setTimeout(refresh, part.dataset.poll * 1000, id);
};

for (const part of document.querySelectorAll("[data-poll][id]")) {
  setTimeout(refresh, part.dataset.poll * 1000, part.id);
}
