// What is typed into the form of a verb is no part of the story. Saving the story loads its page
// anew: meanwhile the words wait in this tab, and are put back. Going elsewhere asks first.
const key = `typed ${location.pathname}`
const story = document.querySelector("#article_form")
const forms = [...document.querySelectorAll(".verbs form")]

const fields = (form) => [...form.elements].filter(({ name, type }) => name && !["hidden", "submit"].includes(type))
const stateOf = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value)
const typed = (form) => fields(form).map((field) => [field.name, stateOf(field)])
const isTyped = (form) => JSON.stringify(typed(form)) !== untouched.get(form)

const untouched = new Map(forms.map((form) => [form, JSON.stringify(typed(form))]))

function keep() {
  const kept = forms.filter(isTyped).map((form) => [form.getAttribute("action"), typed(form)])
  if (kept.length) sessionStorage.setItem(key, JSON.stringify(kept))
}

function putBack() {
  const kept = new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]"))
  sessionStorage.removeItem(key)
  for (const form of forms) {
    const states = kept.get(form.getAttribute("action")) ?? []
    fields(form).forEach((field, place) => {
      const [name, state] = states[place] ?? []
      if (name !== field.name) return
      if (typeof state === "boolean") field.checked = state
      else field.value = state
    })
    if (states.length) form.closest("details.verb").open = true
  }
}

let leaving = null // the form that is being sent
document.addEventListener("submit", ({ target }) => {
  leaving = target
  if (target === story) keep()
})
window.addEventListener("beforeunload", (event) => {
  if (leaving !== story && forms.some((form) => form !== leaving && isTyped(form))) event.preventDefault()
  leaving = null
})
putBack()
