// Enter chooses from the answer to what is typed. While that is still to come, the list shows what
// was found before: Enter waits then, and the next key or a closed list calls it off.
const $ = window.django?.jQuery

let open = null // the Select2 whose list is open
let waiting = null

const callOff = () => {
  waiting?.disconnect()
  waiting = null
}

function chooseFrom(list) {
  const picker = open
  waiting = new MutationObserver(() => {
    if (list.querySelector(".loading-results")) return
    callOff()
    if (picker.isOpen()) picker.trigger("results:select", {})
  })
  waiting.observe(list, { childList: true })
}

$?.(document).on("select2:open", ({ target }) => { open = $(target).data("select2") })

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".select2-search__field")) return
  callOff()
  const list = document.querySelector(".select2-container--open .select2-results__options")
  if (event.key !== "Enter" || event.isComposing || !list?.querySelector(".loading-results")) return
  event.preventDefault()
  event.stopPropagation()
  if (event.target.value.trim()) chooseFrom(list)
}, true)
