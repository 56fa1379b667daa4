// Stories can be dragged into a slot: that sends the form which each of them has anyway.
const said = document.querySelector("#arrange-said")
const stories = [...document.querySelectorAll(".placeable")].filter((story) => story.querySelector("form"))
const slots = document.querySelectorAll("[data-slot]")
let dragged = null

for (const story of stories) {
  story.draggable = true
  story.addEventListener("dragstart", (event) => {
    dragged = story
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", story.dataset.headline)
    said.textContent = `Dragging “${story.dataset.headline}”: drop it on a slot.`
  })
  story.addEventListener("dragend", () => {
    dragged = null
    for (const slot of slots) slot.classList.remove("slot-over")
  })
}

for (const slot of slots) {
  slot.addEventListener("dragover", (event) => {
    if (!dragged || slot.contains(dragged)) return
    event.preventDefault()
    slot.classList.add("slot-over")
  })
  slot.addEventListener("dragleave", (event) => {
    if (!slot.contains(event.relatedTarget)) slot.classList.remove("slot-over")
  })
  slot.addEventListener("drop", (event) => {
    if (!dragged) return
    event.preventDefault()
    said.textContent = `Placing “${dragged.dataset.headline}”: ${slot.dataset.name}.`
    const form = dragged.querySelector("form")
    form.elements.slot.value = slot.dataset.slot
    form.requestSubmit()
  })
}
