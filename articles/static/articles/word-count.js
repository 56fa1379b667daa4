// Counts the words under the story, as the desk counts them.

import { crel, Extension } from "django-prose-editor/editor"

const PAUSE = 300
const number = new Intl.NumberFormat(document.documentElement.lang || "en")

export const WordCount = Extension.create({
  name: "wordCount",

  onCreate({ editor }) {
    const line = crel("p", { className: "word-count" })
    let timer = null
    const count = () => {
      const { doc } = editor.state
      const words = countWords(doc.textBetween(0, doc.content.size, " ", " "))
      line.textContent = words === 1 ? "1 word" : `${number.format(words)} words`
    }
    editor.view.dom.after(line)
    editor.on("update", () => {
      clearTimeout(timer)
      timer = setTimeout(count, PAUSE)
    })
    editor.on("destroy", () => clearTimeout(timer))
    count()
  },
})

function countWords(text) {
  return text.split(/[\s—]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
