// A rich text in place of the Markdown of `textarea[data-prose]`, in which a figure is one sign that
// shows its value. What is sent is HTML; the server cleans it, and keeps no value of a figure.
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Editor,
  HardBreak,
  Heading,
  History,
  Italic,
  Link,
  ListItem,
  Node,
  OrderedList,
  Paragraph,
  Superscript,
  Text,
  mergeAttributes,
} from "django-prose-editor/editor";

// `<span data-figure="code" data-period="2024" data-form="growth">+60 %</span>`
const Figure = Node.create({
  name: "figure",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes() {
    const kept = (name, mark) => ({
      default: "",
      parseHTML: (element) => element.getAttribute(mark) ?? "",
      renderHTML: (values) => (values[name] ? { [mark]: values[name] } : {}),
    });
    return {
      code: kept("code", "data-figure"),
      period: kept("period", "data-period"),
      form: kept("form", "data-form"),
      text: { default: "", parseHTML: (element) => element.textContent, renderHTML: () => ({}) },
    };
  },
  parseHTML: () => [{ tag: "span[data-figure]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { class: "token" }),
    node.attrs.text || `[[${node.attrs.code}]]`,
  ],
  renderText: ({ node }) => node.attrs.text,
});

const EXTENSIONS = [
  Document,
  Paragraph,
  Text,
  Bold,
  Italic,
  Superscript,
  Heading.configure({ levels: [3, 4] }),
  BulletList,
  OrderedList,
  ListItem,
  Blockquote,
  HardBreak,
  History,
  Link.configure({ openOnClick: false, enableTarget: false }),
  Figure,
];
const ACTIVE = {
  toggleBold: "bold",
  toggleItalic: "italic",
  toggleHeading: "heading",
  toggleBulletList: "bulletList",
  toggleOrderedList: "orderedList",
  toggleBlockquote: "blockquote",
};

const write = (textarea) => {
  const form = textarea.form;
  const label = form.querySelector(`label[for="${textarea.id}"]`);
  const place = document.createElement("div");
  textarea.before(place);
  textarea.hidden = true;
  const editor = new Editor({
    element: place,
    extensions: EXTENSIONS,
    content: textarea.dataset.rich,
    injectCSS: false,
    editorProps: {
      attributes: {
        class: "written",
        role: "textbox",
        "aria-multiline": "true",
        ...(label?.id ? { "aria-labelledby": label.id } : {}),
      },
    },
  });
  label?.addEventListener("click", () => editor.commands.focus());
  // The field follows the editor, so that what is sent, and what is kept in this browser until it is,
  // is what one sees.
  textarea.value = editor.getHTML();
  form.elements.namedItem("syntax").value = "html";
  editor.on("update", () => {
    textarea.value = editor.getHTML();
    form.dispatchEvent(new Event("input"));
  });
  textarea.addEventListener("input", () => editor.commands.setContent(textarea.value));
  for (const help of form.querySelectorAll("[data-without-script]")) help.hidden = true;
  return editor;
};

const bindTools = (tools, editor) => {
  tools.hidden = false;
  const buttons = [...tools.querySelectorAll("[data-command]")];
  for (const button of buttons) {
    const level = button.dataset.level ? { level: Number(button.dataset.level) } : undefined;
    button.addEventListener("click", () => editor.chain().focus()[button.dataset.command](level).run());
  }
  editor.on("transaction", () => {
    for (const button of buttons) {
      const name = ACTIVE[button.dataset.command];
      if (name) button.setAttribute("aria-pressed", String(editor.isActive(name)));
    }
  });
  const address = tools.querySelector("[data-address]");
  tools.querySelector("[data-link]").addEventListener("click", () => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address.value) chain.setMark("link", { href: address.value }).run();
    else chain.unsetMark("link").run();
    address.value = "";
  });
};

const bindOffers = (editor) => {
  for (const button of document.querySelectorAll("[data-figure-offer]")) {
    button.hidden = false;
    button.previousElementSibling.hidden = true;
    button.addEventListener("click", () => {
      const { code, period, form, text } = button.dataset;
      const attrs = { code, period, text, form: form === "value" ? "" : form };
      editor.chain().focus().insertContent({ type: "figure", attrs }).run();
    });
  }
};

const textarea = document.querySelector("textarea[data-prose]");
if (textarea) {
  const editor = write(textarea);
  const tools = document.querySelector("[data-tools]");
  textarea.closest(".field").before(tools);
  bindTools(tools, editor);
  bindOffers(editor);
}
