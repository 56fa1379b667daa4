// Asks the desk for JSON, or sends it a form, and says in plain words what went wrong.

export class DeskError extends Error {
  // `signIn` is where to sign in again, when that is what helps.
  constructor(message, signIn = "") {
    super(message)
    this.signIn = signIn
  }
}

const PATIENCE = 10_000

export async function askDesk(url, parameters) {
  const address = new URL(url, location.href)
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  return answerTo(address, {})
}

export async function sendDesk(url, form) {
  const body = new FormData(form)
  // Who has logged in anew in another tab has another token than came with this page.
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  if (token) body.set("csrfmiddlewaretoken", token)
  return answerTo(url, { method: "POST", body })
}

async function answerTo(address, request) {
  const response = await fetch(address, {
    ...request,
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new DeskError("The desk does not answer. Check the connection, then try again.")
  })
  // Whoever is signed out is led to the sign-in page, which is no JSON.
  if (response.redirected) {
    throw new DeskError("You have been signed out.", response.url.replace(/\?.*/, ""))
  }
  const answer = await response.json().catch(() => null)
  if (!response.ok) throw new DeskError(answer?.error ?? refusal(response.status))
  if (answer === null) throw new DeskError("The desk gave an answer that cannot be read. Try again.")
  if (answer.error) throw new DeskError(answer.error)
  return answer
}

function refusal(status) {
  if (status === 403) return "You may not see this. Perhaps you have logged in anew: load the page once more."
  return `The desk has a fault (${status}). Try again.`
}
