/**
 * What a zoo.cfg says, by name and in its order; of a name that comes twice the last value counts, as for ZooKeeper.
 * Values are as they are written, escapes of Java's properties included.
 */
export function zooCfgSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([\w.]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) settings.set(name, value);
  }
  return settings;
}
