// Words within a sentence that name their record in the register: <q data-quote="3">…</q>. Who said
// them is shown while the caret stands in them or the pointer over them; the record says it.

import { crel, getMarkRange, Mark, mergeAttributes } from "django-prose-editor/editor"

import { chooseQuote } from "articles/quote-dialog"
import { describeSource, rememberSource } from "articles/quote-source"

const NAME = "attributedWords"

export const AttributedWords = Mark.create({
  name: NAME,
  priority: 1001, // around links, whose priority is 1000
  inclusive: false,

  addOptions() {
    return { quotesUrl: "", newQuoteUrl: "" }
  },

  addAttributes() {
    return {
      quote: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-quote"),
        renderHTML: ({ quote }) => ({ "data-quote": quote }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "q[data-quote]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["q", mergeAttributes(HTMLAttributes), 0]
  },

  addMarkView() {
    return ({ mark }) => {
      const dom = crel("q")
      describeSource(this.options.quotesUrl, mark.attrs.quote).then((line) => {
        dom.title = line
      })
      return { dom, contentDOM: dom, ignoreMutation: ({ type }) => type === "attributes" }
    }
  },

  addCommands() {
    return {
      attributeWords:
        () =>
        ({ editor, dispatch }) => {
          const range = rangeOf(editor)
          if (range && dispatch) attribute(editor, range, this.options)
          return Boolean(range)
        },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Shift-a": () => this.editor.commands.attributeWords() }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: NAME,
      groups: "sources",
      command: (editor) => editor.commands.attributeWords(),
      button: buttons.text("Attribute…", "Say whose words these are"),
      enabled: (editor) => Boolean(rangeOf(editor)),
      active: (editor) => editor.isActive(NAME),
    })
  },

  onCreate({ editor }) {
    showSource(editor, this.options)
  },
})

// The words that a source is chosen for: those around the caret that have one, else those selected
// within one paragraph. A quotation of its own has its source, and a subhead none.
function rangeOf(editor) {
  const { doc, schema, selection } = editor.state
  const { $from, $to, empty } = selection
  const { parent } = $from
  if (!$from.sameParent($to) || parent.type.name !== "paragraph") return null
  if ($from.node(1).type.name === "sourcedQuote" && $from.node(1).attrs.quote) return null
  const around = getMarkRange($from, schema.marks[NAME])
  if (empty || around?.to >= $to.pos) return around ?? null
  const words = doc.textBetween($from.pos, $to.pos, "\n", "\n")
  const from = $from.pos + words.length - words.trimStart().length
  const to = $to.pos - words.length + words.trimEnd().length
  return from < to ? { from, to } : null
}

async function attribute(editor, { from, to }, options) {
  const words = editor.state.doc.textBetween(from, to, " ", " ").replace(/^["“„«‘]+|["“”»’,]+$/g, "")
  const title = "Whose words are these?"
  const quote = await chooseQuote({ title, words, query: words.slice(0, 100), ...options })
  if (quote) {
    rememberSource(quote)
    editor.commands.command(({ tr, state }) => {
      tr.addMark(from, to, state.schema.marks[NAME].create({ quote: String(quote.id) }))
      return true
    })
  }
  editor.view.focus()
}

// A line under the text says who said the words in which the caret stands, and what can be done.
function showSource(editor, options) {
  const line = crel("span", { role: "status" })
  const change = crel("button", { type: "button", textContent: "Change source" })
  const remove = crel("button", { type: "button", textContent: "Take the source away" })
  const buttons = crel("span", { hidden: true }, [change, " ", remove])
  const bar = crel("p", { className: "words-source" }, [line, " ", buttons])
  change.addEventListener("click", () => editor.commands.attributeWords())
  remove.addEventListener("click", () => {
    editor.chain().extendMarkRange(NAME).unsetMark(NAME).run()
    editor.view.focus()
  })
  editor.view.dom.after(bar)

  let shown = null
  const show = async () => {
    const { quote = null } = editor.isActive(NAME) ? editor.getAttributes(NAME) : {}
    if (quote === shown) return
    shown = quote
    buttons.hidden = quote === null
    line.textContent = ""
    if (quote === null) return
    const text = await describeSource(options.quotesUrl, quote)
    if (quote === shown) line.textContent = `Said by ${text}.`
  }
  editor.on("transaction", show)
  show()
}
