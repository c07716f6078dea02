export const told = {
  'told.between': '、',
  'told.about': '{what}：{text}',
  'told.with-remedy': '{reason}；{remedy}',
  'told.reasons': '；',
} as const;
