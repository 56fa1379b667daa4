// Leads from a finding to its place: words of the text, or a field of the story. Places count in
// code points, and in the text as it is stored: without the spaces that saving takes away.

const BLANK = " \n\u00a0\u200b\ufeff"

export function goTo(place) {
  const { part, start, text } = place
  if (part === "body") return selectInText(place)
  const field = document.querySelector(`#id_${part}, #${part}-group`)
  if (!field) return
  for (let at = field; at; at = at.parentElement) if (at.localName === "details") at.open = true
  const box = field.nextElementSibling?.querySelector?.(".select2-selection")
  const target = box ?? (field.matches("input, textarea, select") ? field : field.querySelector("input:not([type=hidden]), a"))
  ;(target ?? field).focus()
  field.scrollIntoView({ block: "center" })
  if (text && field.setSelectionRange) selectInField(field, Number(start), text)
}

function selectInField(field, start, text) {
  const counted = [...field.value].slice(0, start).join("").length
  const at = field.value.startsWith(text, counted) ? counted : field.value.indexOf(text)
  if (at >= 0) field.setSelectionRange(at, at + text.length)
}

function selectInText(place) {
  const { editor } = document.querySelector(".ProseMirror") ?? {}
  if (!editor) return
  const range = rangeOf(editor.state.doc, place)
  editor.view.focus()
  if (range) editor.chain().setTextSelection(range).scrollIntoView().run()
}

// Returns from where to where in the editor the words of a place stand, or null. Since the check they
// may have moved: they are looked for where they stood, then anywhere in the same line.
export function rangeOf(doc, { number, start, text }) {
  const line = passagesOf(doc)[Number(number)]
  const words = [...text]
  if (!line || !words.length) return null
  const stand = (at) => words.every((sign, i) => line[at + i]?.sign === sign)
  const first = stand(Number(start)) ? Number(start) : line.findIndex((_, at) => stand(at))
  return first < 0 ? null : { from: line[first].from, to: line[first + words.length - 1].to }
}

// The lines of the text that hold words, each as its signs and where in the editor they stand.
function passagesOf(doc) {
  const passages = []
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    const signs = stored(signsOf(node, at + 1))
    if (signs.some(({ sign }) => !BLANK.includes(sign))) passages.push(signs)
    return false
  })
  return passages
}

function signsOf(line, at) {
  const signs = []
  line.forEach((child, offset) => {
    let from = at + offset
    if (child.type.name === "hardBreak") signs.push({ sign: "\n", from, to: from + 1 })
    for (const sign of child.text ?? "") {
      signs.push({ sign, from, to: from + sign.length })
      from += sign.length
    }
  })
  return signs
}

function stored(signs) {
  const kept = []
  for (const one of signs) {
    const before = kept.at(-1)?.sign ?? "\n"
    if (one.sign === "\n") dropFrom(kept, " ")
    const needless = one.sign === " " ? " \n".includes(before) : one.sign === "\n" && !kept.length
    if (!needless) kept.push(one)
  }
  dropFrom(kept, " \n")
  return kept
}

function dropFrom(signs, needless) {
  while (signs.length && needless.includes(signs.at(-1).sign)) signs.pop()
}
