// Links of a story: an address and nothing else, and only one that the desk will keep.

import { Link as BaseLink, updateAttrsDialog } from "django-prose-editor/editor"

const KEPT = /^(https?:\/\/[^\s/?#\\]|\/(?![/\\])|mailto:[^\s?]+@)/i
const LOOKS_LIKE_A_SITE = /^[\w-]+(\.[\w-]+)+(\/|$)/

export const Link = BaseLink.extend({
  addOptions() {
    return { ...this.parent?.(), isAllowedUri: (address) => KEPT.test(address) }
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) editLink(editor)
          return true
        },
    }
  },
})

async function editLink(editor) {
  if (editor.state.selection.empty && !editor.isActive("link")) return
  const href = await askForAddress(editor, editor.getAttributes("link").href || "")
  if (href) editor.chain().extendMarkRange("link").setLink({ href }).run()
  editor.view.focus()
}

async function askForAddress(editor, href, title = "Link") {
  const field = {
    type: "string",
    title: "Address",
    description: "https://…, mailto:… or, on this site, /path/",
    required: true,
  }
  const answer = await updateAttrsDialog({ href: field }, { title, submitText: "Use it" })(editor, { href })
  if (!answer) return null
  const typed = answer.href.trim()
  const address = LOOKS_LIKE_A_SITE.test(typed) ? `https://${typed}` : typed
  if (KEPT.test(address)) return address
  return askForAddress(editor, typed, "This is no address a story can link to")
}
