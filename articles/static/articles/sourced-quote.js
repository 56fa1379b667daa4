// A quotation that names its record in the register: <blockquote data-quote="3"><p>…</p>. Who
// said it is shown under it while writing, and not stored: the record says it.

import { crel, mergeAttributes, Node, pm } from "django-prose-editor/editor"

import { chooseQuote } from "articles/quote-dialog"
import { describeSource, rememberSource } from "articles/quote-source"

export const SourcedQuote = Node.create({
  name: "sourcedQuote",
  group: "block",
  content: "paragraph+",
  defining: true,

  addOptions() {
    return { quotesUrl: "", newQuoteUrl: "" }
  },

  addAttributes() {
    return {
      quote: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-quote"),
        renderHTML: ({ quote }) => (quote ? { "data-quote": quote } : {}),
      },
    }
  },

  parseHTML() {
    return [{ tag: "blockquote" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["blockquote", mergeAttributes(HTMLAttributes), 0]
  },

  addNodeView() {
    return ({ node, editor, getPos }) => new QuoteView(node, editor, getPos, this.options)
  },

  addCommands() {
    return {
      insertSourcedQuote:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) insertQuote(editor, this.options)
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Shift-b": () => this.editor.commands.insertSourcedQuote(),
      ArrowDown: () => this.editor.commands.command(writeBehind),
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "sourcedQuote",
      groups: "sources",
      command: (editor) => editor.commands.insertSourcedQuote(),
      button: buttons.text("Quote", "Insert a quote from the register"),
      active: (editor) => editor.isActive("sourcedQuote"),
    })
  },
})

// At the end of a quotation that ends the story there is no line below to go to.
function writeBehind({ tr, dispatch }) {
  const { $head, empty } = tr.selection
  const { content, type } = tr.doc
  const last = $head.depth === 2 && $head.node(1).type.name === "sourcedQuote"
  if (!empty || !last || $head.pos !== content.size - 2) return false
  if (dispatch) {
    tr.insert(content.size, type.schema.nodes.paragraph.create())
    tr.setSelection(pm.state.Selection.atEnd(tr.doc)).scrollIntoView()
  }
  return true
}

class QuoteView {
  constructor(node, editor, getPos, options) {
    this.node = node
    this.options = options
    this.contentDOM = crel("blockquote")
    this.source = crel("span")
    this.change = crel("button", { type: "button", disabled: !editor.isEditable })
    this.change.addEventListener("click", () => changeSource(editor, getPos, this.node, options))
    const caption = crel("figcaption", { contentEditable: "false" }, [this.source, " ", this.change])
    // Shown below the words, but before them in the document: behind the last words of a story
    // nothing may stand that is not text, or the key "End" does not reach them.
    this.dom = crel("figure", { className: "sourced-quote" }, [caption, this.contentDOM])
    this.show()
  }

  async show() {
    const { quote } = this.node.attrs
    this.dom.classList.toggle("unsourced", !quote)
    this.change.textContent = quote ? "Change source" : "Choose its source"
    this.source.textContent = quote ? `Quote ${quote}` : "No source."
    if (!quote) return
    const line = await describeSource(this.options.quotesUrl, quote)
    if (quote === this.node.attrs.quote) this.source.textContent = line
  }

  update(node) {
    if (node.type !== this.node.type) return false
    const before = this.node.attrs.quote
    this.node = node
    if (node.attrs.quote !== before) this.show()
    return true
  }

  stopEvent(event) {
    return this.change.contains(event.target)
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target)
  }
}

async function insertQuote(editor, options) {
  const { from, to } = editor.state.selection
  const query = editor.state.doc.textBetween(from, to, " ").slice(0, 100)
  const quote = await chooseQuote({ title: "Insert a quote", query, ...options })
  if (quote) {
    rememberSource(quote)
    editor.commands.command(({ tr, state }) => place(tr, quoteNode(state.schema, quote)))
  }
  // At once: the editor's own command takes the focus a moment later, and loses what is typed first.
  editor.view.focus()
}

function quoteNode(schema, quote) {
  const paragraphs = quote.words.split(/\n+/).map((words) => words.trim()).filter(Boolean)
  return schema.nodes.sourcedQuote.create(
    { quote: String(quote.id) },
    paragraphs.map((words) => schema.nodes.paragraph.create(null, schema.text(words))),
  )
}

// A quotation never splits what is being written: it comes after it, or in the place of a
// paragraph that is blank or wholly selected. Writing goes on behind it.
function place(tr, node) {
  const { $from, $to } = tr.selection
  const end = $to.depth ? $to.after(1) : $to.pos
  const whole = $to.depth === 1 && $from.sameParent($to) && $to.parent.type.name === "paragraph"
  const replaced = whole && $to.pos - $from.pos === $to.parent.content.size
  const start = replaced ? $to.before(1) : end
  tr.replaceWith(start, end, node)
  const behind = start + node.nodeSize
  if (behind === tr.doc.content.size) {
    tr.insert(behind, node.type.schema.nodes.paragraph.create())
  }
  tr.setSelection(pm.state.Selection.near(tr.doc.resolve(behind))).scrollIntoView()
  return true
}

async function changeSource(editor, getPos, node, options) {
  const query = node.textContent.slice(0, 100)
  const quote = await chooseQuote({ title: "Who said this?", query, ...options })
  if (quote) {
    rememberSource(quote)
    // The words stay as they stand here: whether they are the record's is for the desk check.
    editor.commands.command(({ tr }) => {
      tr.setNodeAttribute(getPos(), "quote", String(quote.id))
      return true
    })
  }
  editor.view.focus()
}
