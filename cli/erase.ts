/**
 * Codes of terminals that empty rows one by one: the one in which the cursor is, and those above it. A terminal keeps what was on a
 * screen that is emptied as a whole (tmux does), and each drawing would be found among what has scrolled away.
 * @param above how many rows above
 */
export const erase = (above: number): string => `\r\x1b[2K${'\x1b[1A\x1b[2K'.repeat(above)}`;
