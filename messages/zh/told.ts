export const told = {
  'told.between': '、',
  'told.ends': '。',
  'told.did-you-mean': '；是否想用 {nearest}？',
  'told.about': '{what}：{text}',
  'told.with-remedy': '{reason}；{remedy}',
  'told.reasons': '；',
  'told.more': '另有 {count} 个',
} as const;
