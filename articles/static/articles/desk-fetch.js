// Asks the desk for JSON, and says in plain words what went wrong.

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
  const response = await fetch(address, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new DeskError("The desk does not answer. Check the connection, then try again.")
  })
  // Whoever is signed out is led to the sign-in page, which is no JSON.
  if (response.redirected) {
    throw new DeskError("You have been signed out.", response.url.replace(/\?.*/, ""))
  }
  if (response.status === 403) throw new DeskError("You may not see the register of quotes.")
  if (!response.ok) throw new DeskError(`The desk has a fault (${response.status}). Try again.`)
  return response.json().catch(() => {
    throw new DeskError("The desk gave an answer that cannot be read. Try again.")
  })
}
