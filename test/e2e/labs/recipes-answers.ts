import type { Answers } from './suite.js';

/** What one may answer in the lab recipes, whatever it runs on. */
export const recipesAnswers: Readonly<Record<string, Answers>> = {
  herd: { wrong: ['1', '99', 'none', '一个'], right: ['100', 'All of them', '一百个'] },
  version: {
    wrong: ['NoNode', 'Node does not exist: /ledger'],
    right: ['version No is not valid : /ledger'],
  },
  timeout: { wrong: ['tickTime', '会话'], right: ['the session timeout', 'sessionTimeout', '会话超时时间'] },
};
