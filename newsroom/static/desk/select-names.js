// Select2 gives its fields no names: what reads them aloud would say "edit, blank". Each gets the
// name of the label above it.
const $ = window.django?.jQuery

const labelOf = (select) => select.labels[0]?.textContent.trim() || select.name

const name = (select) => {
  const box = select.nextElementSibling
  if (!box?.classList.contains("select2")) return
  const words = box.querySelector(".select2-selection__rendered")
  const combobox = box.querySelector('.select2-selection[role="combobox"]')
  // The words inside are what the box says, and no second field.
  words?.removeAttribute("role")
  words?.removeAttribute("aria-readonly")
  combobox?.removeAttribute("aria-labelledby")
  combobox?.setAttribute("aria-label", [labelOf(select), words?.textContent.trim()].filter(Boolean).join(": "))
  // Each that is chosen can be taken away by itself.
  box.querySelector(".select2-selection--multiple .select2-selection__clear")?.remove()
  box.querySelector(".select2-search__field")?.setAttribute("aria-label", labelOf(select))
}

const nameAll = () => document.querySelectorAll("select.select2-hidden-accessible").forEach(name)

$?.(nameAll)
document.addEventListener("formset:added", () => setTimeout(nameAll))
$?.(document).on("change", "select.select2-hidden-accessible", ({ target }) => setTimeout(() => name(target)))
// The field to search in comes with the list.
$?.(document).on("select2:open", ({ target }) => {
  document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", `Search: ${labelOf(target)}`)
  document.querySelector(".select2-results__options")?.setAttribute("aria-label", labelOf(target))
})
