/** What is wrong in YAML, in the parser's own words, without the place, which is told before, and the picture of it. */
export function yamlReason({ message }: Error): string {
  const [first = ''] = message.split('\n');
  return first.replace(/ at line \d+, column \d+:?$/, '');
}
