// Gives the editor's menu words and letters in place of pictures, and the text its label.

import { Extension } from "django-prose-editor/editor"

const BUTTONS = {
  paragraph: ["Text", "Paragraph"],
  heading2: ["Subhead", "Subhead"],
  heading3: ["Small subhead", "Small subhead"],
  bold: ["B", "Bold"],
  italic: ["I", "Italic"],
  strike: ["S", "Struck through"],
  subscript: ["x₂", "Subscript"],
  superscript: ["x²", "Superscript"],
  link: ["Link", "Link"],
  unlink: ["No link", "Remove the link"],
  bulletList: ["List", "List with bullets"],
  orderedList: ["Numbers", "List with numbers"],
  sourcedQuote: ["Quote", "Insert a quote from the register (Ctrl+Shift+B)"],
  attributedWords: ["Attribute…", "Say whose words these are (Ctrl+Shift+A)"],
  horizontalRule: ["Rule", "Rule between parts"],
  "history:undo": ["Undo", "Undo"],
  "history:redo": ["Redo", "Redo"],
}

export const DeskMenu = Extension.create({
  name: "deskMenu",

  onCreate({ editor }) {
    nameButtons(editor)
    labelText(editor)
  },
})

function nameButtons(editor) {
  const menu = editor.storage.menu.dom
  menu.setAttribute("role", "group")
  menu.setAttribute("aria-label", "Format")
  const paragraph = menu.querySelector('[data-name="paragraph"]')
  paragraph.parentElement.prepend(paragraph)
  const buttons = [...menu.querySelectorAll("button[data-name]")]
  for (const button of buttons) {
    const [text, title] = BUTTONS[button.dataset.name] ?? [button.title, button.title]
    button.classList.remove("material-icons")
    button.textContent = text
    button.title = title
    button.setAttribute("aria-label", title)
  }
  const tell = () => buttons.forEach(tellState)
  editor.on("transaction", tell)
  tell()
}

// The menu shows by classes alone what is on and what cannot be used.
function tellState(button) {
  button.ariaPressed = button.classList.contains("active")
  button.ariaDisabled = button.classList.contains("disabled")
}

// The label on the page is that of the text area, which the editor hides.
function labelText(editor) {
  const text = editor.view.dom
  const [label] = text.closest(".prose-editor").querySelector("textarea").labels
  text.dir = "auto"
  text.setAttribute("role", "textbox")
  text.setAttribute("aria-multiline", "true")
  if (!label) return
  label.id ||= "story-label"
  text.setAttribute("aria-labelledby", label.id)
  label.addEventListener("click", () => editor.view.focus())
}
