// The tags of a story: known ones are found as one types, a new one is taken as typed.
const $ = window.django.jQuery

for (const select of document.querySelectorAll("select.tag-select")) {
  $(select).select2({
    ajax: {
      url: select.dataset.url,
      delay: 200,
      data: ({ term }) => ({ q: term || "" }),
    },
    tags: true,
    tokenSeparators: [","],
    width: "100%",
    // What was typed goes to the end: with it on top, Enter after "clim" would make a tag "clim".
    insertTag: (found, typed) => found.push(typed),
  })
}
