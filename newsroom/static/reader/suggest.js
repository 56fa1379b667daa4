/* Offers names of the site's pages under the search field while one types. The search needs none of this. */

const PAUSE = 200 // ms without a key before the server is asked
const SHORTEST = 2

const field = document.getElementById("id_q")
const offers = document.createElement("datalist")
offers.id = "offers"
field.after(offers)
field.setAttribute("list", offers.id)
// The browser's own memory of what was typed would stand among the offers.
field.setAttribute("autocomplete", "off")

let pause
let asked

field.addEventListener("input", () => {
  clearTimeout(pause)
  asked?.abort()
  pause = setTimeout(offer, PAUSE)
})

async function offer() {
  const words = field.value.trim()
  if (words.length < SHORTEST) {
    offers.replaceChildren()
    return
  }
  asked = new AbortController()
  try {
    const answer = await fetch(`/search/suggest/?q=${encodeURIComponent(words)}`, { signal: asked.signal })
    if (!answer.ok) return
    const { suggestions } = await answer.json()
    offers.replaceChildren(...suggestions.map(option))
  } catch {
    // A line that is gone, or a newer question: what stands there stays.
  }
}

function option({ name, sort }) {
  const found = document.createElement("option")
  found.value = name
  found.label = sort
  return found
}
