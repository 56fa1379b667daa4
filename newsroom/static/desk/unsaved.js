// The buttons above a story act on what was saved. While something is typed and unsaved they wait,
// so that nobody approves or publishes a text other than the one they look at.
const form = document.querySelector("#article_form")
const verbs = [...document.querySelectorAll(".verbs button, .finding-answering button")]
const hint = document.createElement("p")
hint.className = "unsaved-hint"
hint.setAttribute("role", "status")
document.querySelector(".verbs")?.append(hint)

let unsaved = false
const mark = (event) => {
  // What is typed into the search of a select, or into another form, is nothing to save.
  if (unsaved || event?.target.closest?.(".select2-search")) return
  if (event?.target.form && event.target.form !== form) return
  unsaved = true
  for (const button of verbs) button.disabled = true
  hint.textContent = verbs.length ? "Save first: these buttons act on the saved text." : ""
}

const chosen = (select) => [...select.selectedOptions].map(({ value }) => value).join("\n")

if (form) {
  form.addEventListener("input", mark)
  form.addEventListener("change", mark)
  document.addEventListener("formset:added", mark)
  document.addEventListener("formset:removed", mark)
  // The admin's selects tell of a change to jQuery alone, and of many that are none.
  const before = new Map([...form.querySelectorAll("select")].map((s) => [s, chosen(s)]))
  window.django?.jQuery(form).on("change", "select", ({ target }) => {
    if (before.get(target) !== chosen(target)) mark()
  })
  form.addEventListener("submit", () => { unsaved = false })
  // What was refused is on the page and nowhere else.
  if (form.hasAttribute("data-unsaved")) mark()
}
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault() })
