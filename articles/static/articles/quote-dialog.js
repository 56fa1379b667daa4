// Lets a writer find a quote in the register: a search field with a list (combobox), by keyboard
// or pointer; or record `words` as a new one, in a window of its own, from which it comes back
// chosen. Resolves to the quote, or to null.

import { crel } from "django-prose-editor/editor"

import { askDesk, DeskError } from "articles/desk-fetch"
import { sourceLine } from "articles/quote-source"

const PAUSE = 150
let dialogs = 0

export function chooseQuote({ title, quotesUrl, newQuoteUrl, query = "", words = "" }) {
  const id = `quote-dialog-${++dialogs}`
  const parts = build(id, title, withWords(newQuoteUrl, words), query)
  const { dialog, input, list, status, record, recorded, cancel } = parts
  let quotes = []
  let active = -1
  let round = 0
  let timer = null

  return new Promise((resolve) => {
    const finish = (quote) => {
      window.removeEventListener("focus", search)
      clearTimeout(timer)
      round += 1
      dialog.remove()
      resolve(quote)
    }

    const activate = (index) => {
      active = index
      ;[...list.children].forEach((option, i) => {
        option.setAttribute("aria-selected", String(i === active))
        if (i === active) option.scrollIntoView({ block: "nearest" })
      })
      if (active < 0) input.removeAttribute("aria-activedescendant")
      else input.setAttribute("aria-activedescendant", `${id}-${active}`)
    }

    const show = (found, message) => {
      quotes = found
      list.replaceChildren(...quotes.map((quote, i) => optionFor(quote, `${id}-${i}`)))
      input.setAttribute("aria-expanded", String(quotes.length > 0))
      status.replaceChildren(...[message].flat())
      activate(quotes.length ? 0 : -1)
    }

    // What is on the list is always the answer to what stands in the field: a new search empties
    // the list at once, and an older answer that comes late is dropped.
    async function search() {
      const mine = ++round
      show([], "Searching…")
      try {
        const { results } = await askDesk(quotesUrl, { q: input.value.trim() })
        if (mine === round) show(results, summary(results.length))
      } catch (error) {
        if (!(error instanceof DeskError)) throw error
        if (mine === round) show([], fault(error, search))
      }
    }

    input.addEventListener("input", () => {
      round += 1
      show([], "Searching…")
      clearTimeout(timer)
      timer = setTimeout(search, PAUSE)
    })
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step && quotes.length) {
        event.preventDefault()
        activate((active + step + quotes.length) % quotes.length)
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault()
        if (active >= 0) finish(quotes[active])
      }
    })
    list.addEventListener("click", (event) => {
      const index = [...list.children].indexOf(event.target.closest("li"))
      if (index >= 0) finish(quotes[index])
    })
    // Back from the tab in which a new quote was recorded: it is found at once.
    window.addEventListener("focus", search)
    record.addEventListener("click", (event) => {
      const address = new URL(record.href)
      address.searchParams.set("_popup", "1")
      // The name is that of the field which the admin fills in when the window is done.
      const popup = window.open(address, recorded.id, "width=800,height=700,resizable,scrollbars")
      if (!popup) return // blocked: the link opens a tab
      event.preventDefault()
      popup.focus()
    })
    window.django?.jQuery(recorded).on("change", async () => {
      try {
        const { results } = await askDesk(quotesUrl, { ids: recorded.value })
        if (results.length) finish(results[0])
      } catch (error) {
        if (!(error instanceof DeskError)) throw error
        show([], fault(error, search))
      }
    })
    cancel.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => finish(null))

    document.body.append(dialog)
    dialog.showModal()
    input.select()
    search()
  })
}

function build(id, title, newQuoteUrl, query) {
  const heading = crel("h2", { id: `${id}-title`, textContent: title })
  const label = crel("label", { htmlFor: `${id}-q`, textContent: "Words of it, or who said it" })
  const input = crel("input", {
    id: `${id}-q`,
    type: "text",
    value: query,
    autocomplete: "off",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    "aria-autocomplete": "list",
  })
  const list = crel("ul", { id: `${id}-list`, role: "listbox", "aria-label": "Quotes" })
  const status = crel("p", { className: "quote-dialog-status", role: "status" })
  const record = crel("a", {
    href: newQuoteUrl,
    target: "_blank",
    rel: "noopener",
    textContent: "Record a new quote",
  })
  const recorded = crel("input", { id: `${id}-recorded`, type: "hidden" })
  const cancel = crel("button", { type: "button", textContent: "Cancel" })
  const foot = crel("div", { className: "quote-dialog-foot" }, [record, recorded, cancel])
  const dialog = crel("dialog", { className: "quote-dialog", "aria-labelledby": heading.id }, [
    heading,
    label,
    input,
    list,
    status,
    foot,
  ])
  return { dialog, input, list, status, record, recorded, cancel }
}

function withWords(address, words) {
  return words ? `${address}?${new URLSearchParams({ words })}` : address
}

function optionFor(quote, id) {
  return crel("li", { id, role: "option", "aria-selected": "false" }, [
    crel("q", { textContent: quote.words }),
    " ",
    crel("span", { textContent: sourceLine(quote) }),
  ])
}

function summary(count) {
  if (!count) return "No quote matches. Record it, and it will be found here."
  return count === 1 ? "1 quote" : `${count} quotes`
}

function fault(error, again) {
  const retry = crel("button", { type: "button", textContent: "Search again" })
  retry.addEventListener("click", again)
  if (!error.signIn) return [`${error.message} `, retry]
  const signIn = crel("a", {
    href: error.signIn,
    target: "_blank",
    rel: "noopener",
    textContent: "Sign in",
  })
  return [`${error.message} Nothing of your story is lost. `, signIn, " in another tab, then ", retry]
}
