// Parts of a form that are asked only under a condition fold away while it does not hold. Without
// this all of them stand there, each with its sentence; the server drops what was not to be asked.
function answers(form, name) {
  const parts = [...form.elements].filter((part) => part.name === name);
  const hidden = (part) => part.closest("[data-if][hidden]");
  const chosen = (part) => !["radio", "checkbox"].includes(part.type) || part.checked;
  return parts.filter((part) => !hidden(part) && chosen(part) && part.value.trim() !== "").map((part) => part.value.trim());
}

const number = (text) => Number(text.replace(/[\s\u202f\u00a0]/g, "").replace(",", "."));
const order = (text, other) => (/^\d{4}-\d\d-\d\d$/.test(other) ? text.localeCompare(other) : number(text) - number(other));
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const equal = (text, other) => plain(text) === plain(other) || (text !== "" && number(text) === number(other));
const COMPARE = {
  answered: () => true,
  equals: equal,
  contains: (text, other) => plain(text).includes(plain(other)),
  over: (text, other) => order(text, other) > 0,
  under: (text, other) => order(text, other) < 0,
};

function holds(form, { if: name, comparison, value }) {
  const given = answers(form, name);
  const isList = form.querySelector(`[type="checkbox"][name="${CSS.escape(name)}"]`);
  if (isList && comparison === "contains") return given.includes(value);
  return given.some((text) => COMPARE[comparison](text, value));
}

for (const form of document.querySelectorAll("[data-conditions]")) {
  const fold = () => {
    for (const part of form.querySelectorAll("[data-if]")) part.hidden = !holds(form, part.dataset);
  };
  form.addEventListener("input", fold);
  form.addEventListener("change", fold);
  fold();
}
