// Lists as they are stored: without numbering styles, and with neither subheads nor quotations.

import {
  ListItem as BaseListItem,
  OrderedList as BaseOrderedList,
} from "django-prose-editor/editor"

export const ListItem = BaseListItem.extend({
  content: "paragraph (paragraph | bulletList | orderedList)*",
})

export const OrderedList = BaseOrderedList.extend({
  addAttributes: () => ({}),
  addNodeView: () => null,
})
