// While somebody types: the first titles that hold it, as the browser offers them for any field.
const WAIT = 150;

for (const form of document.querySelectorAll("[data-suggest]")) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("datalist");
  list.id = "suggestions";
  form.append(list);
  field.setAttribute("list", list.id);
  let timer;
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    // What was chosen from the list is looked for at once.
    if (!event.inputType || event.inputType === "insertReplacementText") return form.requestSubmit();
    timer = setTimeout(async () => {
      const typed = field.value;
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
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
