// Underlines in the text what the desk check found there. The findings themselves stand beside it.

import { Extension, pm, Plugin } from "django-prose-editor/editor"

import { rangeOf } from "articles/story-places"

const { PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
const KEY = new PluginKey("doubts")

export const Doubts = Extension.create({
  name: "doubts",

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: KEY,
        state: {
          init: () => DecorationSet.empty,
          // Until the next reading the lines move along with their words.
          apply: (tr, lines) => {
            const places = tr.getMeta(KEY)
            return places ? lined(tr.doc, places) : lines.map(tr.mapping, tr.doc)
          },
        },
        props: { decorations: (state) => KEY.getState(state) },
      }),
    ]
  },

  onCreate({ editor }) {
    const findings = document.querySelector(".check-findings")
    if (!findings) return
    const show = () => editor.view.dispatch(editor.state.tr.setMeta(KEY, placesIn(findings)))
    const watch = new MutationObserver(show)
    watch.observe(findings, { childList: true })
    editor.on("destroy", () => watch.disconnect())
    show()
  },
})

function placesIn(findings) {
  const links = findings.querySelectorAll('.finding-place[data-part="body"]')
  return [...links].map((link) => ({ ...link.dataset, message: link.textContent }))
}

function lined(doc, places) {
  const lines = places.flatMap((place) => {
    const range = rangeOf(doc, place)
    return range ? [Decoration.inline(range.from, range.to, { class: "doubt", title: place.message })] : []
  })
  return DecorationSet.create(doc, lines)
}
