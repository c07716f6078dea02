/** Where machines that are named are: as ssh would look for them, and then the resolver. */
import { lookup } from 'node:dns/promises';
import { parseHost } from '../model/hosts.js';
import type { PartialSpec } from '../model/spec.js';
import { start } from '../system/run.js';

/** What ssh takes the name for: its configuration may have another. */
async function hostNameOf(destination: string): Promise<string | undefined> {
  const { child } = await start('ssh', ['-G', destination], { stdin: 'ignore' });
  return /^hostname (.+)$/m.exec(String((await child).stdout ?? ''))?.[1];
}

async function withAddress(text: string): Promise<string> {
  const { address, destination, name } = parseHost(text);
  if (address !== undefined) return text;
  const known = (await hostNameOf(destination)) ?? name;
  try {
    return `${text}=${(await lookup(known, { family: 4 })).address}`;
  } catch {
    // Behind a jump host a name may mean something there alone: whoever named it has to say.
    return text;
  }
}

/** The machines with their addresses, as far as those are to be found. */
export function withAddresses(hosts: readonly string[]): Promise<string[]> {
  return Promise.all(hosts.map(withAddress));
}

/** A specification whose hosts have addresses. */
export async function addressed(typed: PartialSpec): Promise<PartialSpec> {
  return typed.hosts === undefined ? typed : { ...typed, hosts: await withAddresses(typed.hosts) };
}
