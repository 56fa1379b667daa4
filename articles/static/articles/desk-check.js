// Reads a story along while it is written: sends what stands on the screen to the desk check, and
// shows in the panel what was found. The page comes with the findings of the saved version.

import { DeskError, sendDesk } from "articles/desk-fetch"
import { goTo } from "articles/story-places"

const PAUSE = 800

const form = document.querySelector("#article_form")
const panel = document.querySelector(".check[data-url]")
const findings = panel?.querySelector(".check-findings")
let timer = null
let round = 0
let read = null

function plan(event) {
  // The reason of an answer is nothing to check, nor is what one looks for in a list.
  if (event?.target.form && event.target.form !== form) return
  if (event?.target.closest?.(".select2-search")) return
  clearTimeout(timer)
  timer = setTimeout(check, PAUSE)
}

// The admin's selects tell of changes that are none.
const written = () => new URLSearchParams(new FormData(form)).toString()

async function check() {
  if (read === written()) return
  read = written()
  const mine = ++round
  try {
    const found = await sendDesk(panel.dataset.url, form)
    if (mine !== round) return
    show(found.html)
    say(".check-summary", found.summary)
    say(".check-fault", "")
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    if (mine !== round) return
    read = null
    say(".check-fault", error.message)
  }
}

// What stays the same is not read aloud again.
function say(line, words) {
  const place = panel.querySelector(line)
  if (place.textContent !== words) place.textContent = words
}

function show(html) {
  const key = document.activeElement.closest?.(".finding")?.dataset.key
  findings.innerHTML = html
  if (key) findings.querySelector(`[data-key="${key}"] a`)?.focus()
}

if (form && panel) {
  form.addEventListener("input", plan)
  form.addEventListener("change", plan)
  document.addEventListener("formset:added", plan)
  document.addEventListener("formset:removed", plan)
  window.django?.jQuery(form).on("change", "select", plan)
  panel.addEventListener("click", (event) => {
    const place = event.target.closest(".finding-place")
    if (!place) return
    event.preventDefault()
    goTo(place.dataset)
  })
  // What was refused stands on the screen, and no finding is about it yet.
  if (form.hasAttribute("data-unsaved")) plan()
  else read = written()
}
