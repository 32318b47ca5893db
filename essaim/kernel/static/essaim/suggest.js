// While somebody types: the first titles that hold it, as the browser offers them for any field.
const WAIT = 150;

for (const [number, field] of document.querySelectorAll("input[data-suggest]").entries()) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${number}`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer;
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    // What was chosen from the list is looked for at once, where there is nothing else to fill in.
    if (!event.inputType || event.inputType === "insertReplacementText") {
      if (field.type === "search") field.form.requestSubmit();
      return;
    }
    timer = setTimeout(async () => {
      const typed = field.value;
      const address = new URL(field.dataset.suggest, location.href);
      address.searchParams.set("q", typed);
      const answer = await fetch(address);
      const titles = answer.ok ? await answer.text() : "";
      if (field.value === typed) list.innerHTML = titles;
    }, WAIT);
  });
}

// Whoever speaks to their machine, or types with few fingers, can turn the key off.
for (const box of document.querySelectorAll("[data-slash]")) {
  box.closest("label").hidden = false;
  box.checked = localStorage.getItem("slash") !== "off";
  box.addEventListener("change", () => localStorage.setItem("slash", box.checked ? "on" : "off"));
}
