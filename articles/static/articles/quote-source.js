// Finds out who said a quote: all that are asked for at once in one request, each only once.

import { askDesk } from "articles/desk-fetch"

const known = new Map()
let asked = new Map()

// Resolves to a quote as the desk describes it, or to null where there is none.
function quoteSource(url, id) {
  if (known.has(id)) return known.get(id)
  if (!asked.size) setTimeout(() => answer(url), 0)
  const source = new Promise((resolve, reject) => asked.set(id, { resolve, reject }))
  known.set(id, source)
  return source
}

export function rememberSource(quote) {
  known.set(String(quote.id), Promise.resolve(quote))
}

// Resolves to the line under a quotation, whatever became of the question.
export async function describeSource(url, id) {
  try {
    const quote = await quoteSource(url, id)
    return quote ? sourceLine(quote) : `Quote ${id} is not in the register.`
  } catch {
    return `Quote ${id}, whose source could not be looked up.`
  }
}

async function answer(url) {
  const waiting = asked
  asked = new Map()
  try {
    const { results } = await askDesk(url, { ids: [...waiting.keys()].join() })
    const found = new Map(results.map((quote) => [String(quote.id), quote]))
    for (const [id, { resolve }] of waiting) resolve(found.get(id) ?? null)
  } catch (error) {
    for (const [id, { reject }] of waiting) {
      known.delete(id) // so that it is asked for again
      reject(error)
    }
  }
}

// "Joseph Aoun, President of Lebanon, 5 December 2025"
export function sourceLine(quote) {
  return [quote.speaker, quote.role, partialDate(quote.said_on)].filter(Boolean).join(", ")
}

// Writes a date as far as it is known: 2025, 2025-12 or 2025-12-05.
function partialDate(text) {
  const [year, month, day] = (text || "").split("-").map(Number)
  if (!month) return text || ""
  const date = new Date(Date.UTC(year, month - 1, 1))
  const options = { month: "long", timeZone: "UTC" }
  const name = date.toLocaleDateString(document.documentElement.lang || "en", options)
  return [day, name, year].filter(Boolean).join(" ")
}
