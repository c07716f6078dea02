/** How pieces of text are put together. */
export const told = {
  'told.between': ', ',
  'told.ends': '.',
  'told.did-you-mean': '; did you mean {nearest}?',
  'told.about': '{what}: {text}',
  'told.with-remedy': '{reason}; {remedy}',
  'told.reasons': '; ',
  'told.more': 'and {count} more',
} as const;
