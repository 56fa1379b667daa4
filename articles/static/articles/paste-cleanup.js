// Turns what Word, Google Docs and spreadsheets put on the clipboard into plain tags.
//
// Both say with inline styles what is bold and what is a list. The desk's content security policy
// blocks inline styles, and an editor that asks the browser for them hears nothing: Docs' wrapper
// <b style="font-weight:normal"> would make the whole story bold. So the attribute is read as text
// before the browser sees it.

import { Extension, Plugin } from "django-prose-editor/editor"

export const PasteCleanup = Extension.create({
  name: "pasteCleanup",

  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: cleanPastedHTML } })]
  },
})

const STYLE = "data-style"

export function cleanPastedHTML(html) {
  // Cut or copied in this editor: nothing to clean, and its quotations keep their sources.
  if (html.includes("data-pm-slice")) return html
  const { body } = new DOMParser().parseFromString(disarmed(html), "text/html")
  unwrapDocs(body)
  makeWordLists(body)
  nestLists(body)
  makeRows(body)
  makeMarks(body)
  levelHeadings(body)
  tidySpaces(body)
  writeMarks(body)
  for (const element of body.querySelectorAll("*")) {
    // A number in it is one that another site gave to a quote of its own.
    element.removeAttribute("data-quote")
  }
  return body.innerHTML
}

// Parsed as they come, inline styles and handlers would be reported as breaches of the policy.
function disarmed(html) {
  return html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="))
}

// "font-weight" is one property, "mso-bidi-font-weight" another.
function styleOf(element, property) {
  const style = (element.getAttribute(STYLE) || "").toLowerCase()
  return new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`).exec(style)?.[1].trim() ?? ""
}

function unwrapDocs(body) {
  for (const wrapper of body.querySelectorAll(`b[id^="docs-internal-guid"], b[${STYLE}]`)) {
    if (/^(normal|400)$/.test(styleOf(wrapper, "font-weight"))) {
      wrapper.replaceWith(...wrapper.childNodes)
    }
  }
  for (const line of body.querySelectorAll(":is(p, ul, ol, h1, h2, h3, h4) ~ br")) line.remove()
}

// Word writes lists as paragraphs that say their level and carry their bullet as text.
function makeWordLists(body) {
  let lists = []
  for (const paragraph of body.querySelectorAll("p")) {
    const level = listLevel(paragraph)
    if (!level || lists[0]?.nextElementSibling !== paragraph) lists = []
    if (!level) continue
    const tag = /^[0-9a-z]{1,4}[.)]$/i.test(takeMarker(paragraph)) ? "ol" : "ul"
    lists.length = Math.min(lists.length, level)
    if (lists.length === level && lists.at(-1).localName !== tag) lists.pop()
    while (lists.length < level) lists.push(openList(tag, lists.at(-1), paragraph))
    const item = body.ownerDocument.createElement("li")
    lists.at(-1).append(item)
    item.append(paragraph)
  }
}

function listLevel(paragraph) {
  const found = /^l\d+\s+level(\d)/.exec(styleOf(paragraph, "mso-list"))
  if (found) return Number(found[1])
  return /^MsoListParagraph/.test(paragraph.className) ? 1 : 0
}

function takeMarker(paragraph) {
  for (const span of paragraph.querySelectorAll("span")) {
    if (styleOf(span, "mso-list") !== "ignore") continue
    span.remove()
    return span.textContent.trim()
  }
  return ""
}

function openList(tag, parent, paragraph) {
  const list = paragraph.ownerDocument.createElement(tag)
  if (!parent) {
    paragraph.before(list)
    return list
  }
  if (!parent.lastElementChild) parent.append(paragraph.ownerDocument.createElement("li"))
  parent.lastElementChild.append(list)
  return list
}

// Docs puts an inner list beside the item that it belongs to.
function nestLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    if (list.previousElementSibling?.localName === "li") list.previousElementSibling.append(list)
  }
}

const CELLS = " · "

// A story has no tables: each row becomes a paragraph, its cells set off by points. A cell that holds
// more than one paragraph lays a page out, and its row falls apart into what its cells hold.
function makeRows(body) {
  const tables = [...body.querySelectorAll("table")].reverse() // inner ones first
  for (const table of tables) {
    for (const row of [...table.rows]) row.replaceWith(...partsOf(row))
    for (const columns of table.querySelectorAll("colgroup")) columns.remove()
    for (const section of [...table.children]) section.replaceWith(...section.childNodes)
    table.replaceWith(...table.childNodes)
  }
}

function partsOf(row) {
  const cells = [...row.cells]
  if (!cells.every(isOneParagraph)) return cells.map((cell) => renamed(cell, "div"))
  while (cells.length && isBlank(cells[0])) cells.shift()
  while (cells.length && isBlank(cells.at(-1))) cells.pop()
  const paragraph = row.ownerDocument.createElement("p")
  cells.forEach((cell, i) => {
    if (i) paragraph.append(CELLS)
    if (!isBlank(cell)) paragraph.append(...(cell.querySelector("p, div") ?? cell).childNodes)
  })
  paragraph.normalize()
  return [paragraph]
}

function isOneParagraph(cell) {
  const blocks = cell.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, pre, hr")
  if (!blocks.length) return true
  const [first] = blocks
  const isAll = first.textContent.trim() === cell.textContent.trim()
  return blocks.length === 1 && /^(p|div)$/.test(first.localName) && isAll
}

function isBlank(cell) {
  return !cell.textContent.trim()
}

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  return other
}

const MARKS = [
  ["strong", "font-weight", /^(bold|[6-9]00)/],
  ["em", "font-style", /^italic/],
  ["s", "text-decoration", /line-through/],
  ["sup", "vertical-align", /^super/],
  ["sub", "vertical-align", /^sub/],
]

function makeMarks(body) {
  for (const span of body.querySelectorAll(`span[${STYLE}]`)) {
    const isHeading = span.closest("h1, h2, h3, h4, h5, h6")
    for (const [tag, property, value] of MARKS) {
      // Headings are bold by themselves.
      if (!value.test(styleOf(span, property)) || (tag === "strong" && isHeading)) continue
      const mark = span.ownerDocument.createElement(tag)
      mark.append(...span.childNodes)
      span.append(mark)
    }
  }
}

// The headline is the only first level; a story has two below it.
function levelHeadings(body) {
  for (const heading of body.querySelectorAll("h1, h4, h5, h6")) {
    heading.replaceWith(renamed(heading, heading.localName === "h1" ? "h2" : "h3"))
  }
}

// A browser prints the marks of <q>; the words would stand there without.
function writeMarks(body) {
  for (const words of body.querySelectorAll("q")) {
    const typed = /^["“„«‘]/.test(words.textContent.trim())
    words.replaceWith(...(typed ? words.childNodes : ["“", ...words.childNodes, "”"]))
  }
}

function tidySpaces(body) {
  for (const space of body.querySelectorAll(".Apple-converted-space")) space.replaceWith(" ")
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(/[ \u00a0]{2,}/g, " ")
  }
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim()) paragraph.remove()
  }
}
