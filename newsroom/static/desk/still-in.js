// Before a form is sent, asks whether one is still signed in: else its answer would be the page to
// log in, and what was typed would be gone. Who is signed out logs in beside, and sends it then.
const { content: asked, dataset: { signIn } } = document.querySelector('meta[name="still-in"]')
const asking = new Set()
const cleared = new WeakSet()

// Where the desk does not answer, the sending itself says so.
const stillIn = () => fetch(asked, { method: "HEAD", redirect: "manual", cache: "no-store" })
  .then(({ type }) => type !== "opaqueredirect", () => true)

// Logging in makes the tokens void that came with the page.
function renewToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  const field = form.elements.csrfmiddlewaretoken
  if (token && field) field.value = token
}

const note = document.createElement("p")
note.className = "errornote"
note.setAttribute("role", "alert")

function say(form, button) {
  const way = Object.assign(document.createElement("a"), { href: signIn, target: "_blank", textContent: "Log in in another tab" })
  note.replaceChildren("You were signed out, so nothing was sent. All that you typed is still here. ", way, ", come back to this one, and send it again.")
  const row = button?.closest(".save-row") ?? form.lastElementChild
  row.before(note)
  note.scrollIntoView({ block: "nearest" })
}

window.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event
  if (form.getAttribute("method") !== "post" || !form.closest("main")) return
  note.remove()
  if (cleared.delete(form)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (asking.has(form)) return
  asking.add(form)
  const go = await stillIn()
  asking.delete(form)
  if (!go) return say(form, submitter)
  renewToken(form)
  cleared.add(form)
  form.requestSubmit(submitter)
}, true)
