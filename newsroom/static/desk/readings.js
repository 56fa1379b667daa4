// The readings beside a time are those of the time that was sent: once it is typed anew they mean
// nothing, and what was chosen of them must not be sent along.
document.addEventListener("input", ({ target }) => {
  if (target.type === "datetime-local") target.parentElement.querySelector(".readings")?.remove()
})
