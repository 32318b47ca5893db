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
  Table,
  TableCell,
  TableHeader,
  TableRow,
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

// `<figure><img data-picture="key" alt="what it shows"><figcaption>its caption</figcaption></figure>`: the
// caption is written in its place, what it shows in a field below the picture.
const Picture = Node.create({
  name: "picture",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  addOptions: () => ({ address: "", label: "" }),
  addAttributes: () => ({
    key: {
      default: "",
      parseHTML: (element) => element.querySelector("img")?.dataset.picture ?? "",
      renderHTML: () => ({}),
    },
    alternative: {
      default: "",
      parseHTML: (element) => element.querySelector("img")?.getAttribute("alt") ?? "",
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [
    {
      tag: "figure",
      contentElement: (element) => element.querySelector("figcaption") ?? document.createElement("p"),
      getAttrs: (element) => (element.querySelector("img[data-picture]") ? null : false),
    },
  ],
  renderHTML: ({ node }) => [
    "figure",
    ["img", { "data-picture": node.attrs.key, alt: node.attrs.alternative }],
    ["figcaption", 0],
  ],
  addNodeView() {
    const { address, label } = this.options;
    return ({ node, editor, getPos }) => {
      const dom = document.createElement("figure");
      const image = dom.appendChild(document.createElement("img"));
      image.src = address.replace(/0{8}-[0-]+/, node.attrs.key);
      image.alt = "";
      const field = dom.appendChild(document.createElement("label"));
      field.contentEditable = "false";
      field.append(label);
      const input = field.appendChild(document.createElement("input"));
      input.value = node.attrs.alternative;
      input.maxLength = 300;
      input.addEventListener("change", () =>
        editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), "alternative", input.value)),
      );
      const contentDOM = dom.appendChild(document.createElement("figcaption"));
      return {
        dom,
        contentDOM,
        stopEvent: (event) => field.contains(event.target),
        ignoreMutation: (change) => change.type !== "selection" && !contentDOM.contains(change.target),
        update: (other) => {
          if (other.type !== node.type || other.attrs.key !== node.attrs.key) return false;
          if (input !== document.activeElement) input.value = other.attrs.alternative;
          return true;
        },
      };
    };
  },
});

// Without the widths that it would write into styles.
const PlainTable = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] });

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
  PlainTable,
  TableRow,
  TableHeader,
  TableCell,
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

// What other programs put on the clipboard, as the editor knows it: marks are in their styles, which no
// page of the house may apply; Word writes lists as paragraphs, each with its level and its point. The
// server knows them too, but the editor would forget before it is asked.
const STYLED = {
  strong: /(?<![-\w])font-weight:\s*(?:bold|[6-9]00)/i,
  em: /(?<![-\w])font-style:\s*italic/i,
  sup: /(?<![-\w])vertical-align:\s*super/i,
};
const HEADINGS = { h1: "h3", h2: "h3", h5: "h4", h6: "h4" };
const LEVEL = /mso-list:\s*l\d+\s+level(\d)/i;
const NUMBERED = /^\s*\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)]/i;

const styleOf = (element) => element.getAttribute("data-style") ?? "";

const renamed = (element, name) => {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
};

const readMarks = (page) => {
  for (const [from, to] of Object.entries(HEADINGS)) {
    for (const heading of page.querySelectorAll(from)) renamed(heading, to);
  }
  for (const bold of page.querySelectorAll("b[data-style]")) {
    if (/(?<![-\w])font-weight:\s*(?:normal|400)/i.test(styleOf(bold))) renamed(bold, "span");
  }
  for (const span of [...page.querySelectorAll("span[data-style]")].reverse()) {
    for (const [name, style] of Object.entries(STYLED)) {
      if (!style.test(styleOf(span))) continue;
      const mark = document.createElement(name);
      mark.append(...span.childNodes);
      span.append(mark);
    }
  }
};

const readLists = (page) => {
  let open = [];
  for (const paragraph of [...page.querySelectorAll("p")]) {
    const level = Number(LEVEL.exec(styleOf(paragraph))?.[1] ?? 0);
    if (!level) {
      open = [];
      continue;
    }
    const marker = [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(styleOf(one)));
    const name = NUMBERED.test(marker?.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    open = open.slice(0, level);
    if (open[level - 1] && open[level - 1].localName !== name) open.pop();
    while (open.length < level) {
      const list = document.createElement(name);
      const around = open.at(-1);
      if (around) (around.lastElementChild ?? around.appendChild(document.createElement("li"))).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const item = document.createElement("li");
    open[level - 1].append(item);
    item.append(paragraph);
  }
};

const read = (html) => {
  const bare = html
    .replace(/<(style|xml|script|head)\b[^]*?<\/\1>/gi, "")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const page = new DOMParser().parseFromString(bare, "text/html");
  for (const empty of page.querySelectorAll("o\\:p, img:not([data-picture])")) empty.remove();
  readMarks(page);
  readLists(page);
  return page.body.innerHTML;
};

const write = (textarea) => {
  const form = textarea.form;
  const label = form.querySelector(`label[for="${textarea.id}"]`);
  const place = document.createElement("div");
  textarea.before(place);
  textarea.hidden = true;
  const editor = new Editor({
    element: place,
    extensions: [
      ...EXTENSIONS,
      Picture.configure({ address: textarea.dataset.pictures, label: textarea.dataset.shows }),
    ],
    content: textarea.dataset.rich,
    injectCSS: false,
    // What is typed stays as it is typed: 5 * 3 * 2, snake_case, "1." at the head of a line.
    enableInputRules: false,
    enablePasteRules: ["link"],
    editorProps: {
      transformPastedHTML: read,
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
  form.elements.namedItem(`${textarea.name}-syntax`).value = "html";
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

// A figure goes into the text of its form where one was last.
const bindOffers = (form, editors) => {
  let current = editors[0];
  for (const editor of editors) editor.on("focus", () => (current = editor));
  for (const button of form.querySelectorAll("[data-figure-offer]")) {
    button.hidden = false;
    button.previousElementSibling.hidden = true;
    button.addEventListener("click", () => {
      const { code, period, form: kind, text } = button.dataset;
      const attrs = { code, period, text, form: kind === "value" ? "" : kind };
      current.chain().focus().insertContent({ type: "figure", attrs }).run();
    });
  }
  bindPictures(form, () => current);
};

// The page that adds a picture, in a dialog: its own form, sent and answered as on the page.
const askForPicture = (address, insert) => {
  const dialog = document.body.appendChild(document.createElement("dialog"));
  const show = async (answer) => {
    const key = /([0-9a-f-]{36})\/$/.exec(new URL(answer.url).pathname)?.[1];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected && key) {
      const image = page.querySelector("figure.picture img");
      insert(key, page.querySelector("[data-picture-typed]")?.textContent.startsWith("![-]") ? "-" : (image?.alt ?? ""));
      dialog.close();
      return;
    }
    const form = page.querySelector("main form[method=post]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      show(await fetch(address, { method: "POST", body: new FormData(form) }));
    });
    form.querySelector(".toolbar a")?.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
    dialog.replaceChildren(page.querySelector("main h1"), form);
    if (!dialog.open) dialog.showModal();
  };
  dialog.className = "add-picture";
  dialog.addEventListener("close", () => dialog.remove());
  return fetch(address).then(show);
};

const bindPictures = (form, textOf) => {
  // Whoever put a picture in goes on with its caption.
  const insert = (key, alternative) =>
    textOf()
      .chain()
      .focus()
      .insertContent({ type: "picture", attrs: { key, alternative } })
      .command(({ tr, commands }) => {
        let place = 0;
        tr.doc.nodesBetween(0, tr.selection.from, (node, at) => {
          if (node.type.name === "picture" && node.attrs.key === key) place = at + 1;
        });
        return place ? commands.setTextSelection(place) : true;
      })
      .run();
  for (const button of form.querySelectorAll("[data-picture-offer]")) {
    button.hidden = false;
    button.previousElementSibling.hidden = true;
    button.addEventListener("click", () => insert(button.dataset.pictureOffer, button.dataset.alternative));
  }
  const link = form.querySelector("[data-add-picture]");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    askForPicture(link.href, insert).catch(() => window.open(link.href));
  });
};

const forms = new Map();
for (const textarea of document.querySelectorAll("textarea[data-prose]")) {
  const editor = write(textarea);
  bindTools(textarea.closest("[data-rich-text]").querySelector("[data-tools]"), editor);
  forms.set(textarea.form, [...(forms.get(textarea.form) ?? []), editor]);
}
for (const [form, editors] of forms) bindOffers(form, editors);
