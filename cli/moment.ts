/** When something was, in the user's own time, to the minute; what is no time, as it is. */
export const moment = (since: string): string => {
  const date = new Date(since);
  if (Number.isNaN(date.getTime())) return since;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
};
