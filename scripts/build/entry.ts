/** The bundle: the command, and the programmatic interface for whoever asks for it. */
export { main } from '../../cli/main.js';

/** Read when asked for: the command needs none of it at once. */
export const api = () => import('../../index.js');
