// The buttons above a story act on what was saved. While something is typed and unsaved they wait,
// so that nobody approves or publishes a text other than the one they look at.
const form = document.querySelector("#article_form")
const verbs = [...document.querySelectorAll(".verb button")]
const hint = document.createElement("p")
hint.className = "unsaved-hint"
hint.setAttribute("role", "status")
document.querySelector(".verbs")?.append(hint)

let dirty = false
const mark = () => {
  if (dirty) return
  dirty = true
  for (const button of verbs) button.disabled = true
  hint.textContent = verbs.length ? "Save first: these act on the saved text." : ""
}

form?.addEventListener("input", mark)
form?.addEventListener("change", mark)
form?.addEventListener("submit", () => { dirty = false })
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault() })
