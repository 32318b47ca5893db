// `button[data-copy="ID"]` puts the value of that field on the clipboard, and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const word = button.querySelector("[role=status]");
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    const before = word.textContent;
    word.textContent = button.dataset.done;
    setTimeout(() => (word.textContent = before), 2000);
  });
}
