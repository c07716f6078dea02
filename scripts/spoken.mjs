/** What `npm start` itself says, before there is a build whose messages/ could: in the language that the locale asks for. */
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const chinese = /^zh([_.@-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG || '');

/** @param {string} en @param {string} zh @returns {string} the one that is spoken here */
export const spoken = (en, zh) => (chinese ? zh : en);
