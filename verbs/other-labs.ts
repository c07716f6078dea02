/** Other labs of this machine that are in a lab's way: whatever an engine holds of them, whether or not their folders are there. */
import type { Lab } from '../model/lab.js';
import { overlap } from '../model/network.js';
import { type RegisteredLab, registeredLabs, toldLab } from '../model/registry.js';
import { toldHolder } from '../providers/common/port-holder.js';
import type { Remnants } from '../providers/contract.js';
import { remnantsOf } from './remnants.js';

/** A lab elsewhere on this machine of which an engine holds what is in this one's way, whether or not its folder is there. */
async function otherLab(
  { dir, facts }: Lab,
  matches: (other: RegisteredLab) => boolean,
  hinders: (left: Remnants) => boolean,
): Promise<RegisteredLab | undefined> {
  const isOther = (each: RegisteredLab): boolean =>
    each.id === undefined ? each.dir !== dir : each.id !== facts.id;
  for (const other of registeredLabs().filter((each) => isOther(each) && matches(each)))
    if ((await remnantsOf(other)).some(({ left }) => hinders(left))) return other;
  return undefined;
}

/** A bridge stays while its lab is down. Of an engine that does not answer it is not known, and it is remembered to have it. */
export const otherLabOn = (lab: Lab): Promise<RegisteredLab | undefined> =>
  otherLab(
    lab,
    ({ network }) => network !== undefined && overlap(network, lab.network.cidr),
    () => true,
  );

/** Only what runs listens. */
export const otherLabAt = (lab: Lab, port: number): Promise<RegisteredLab | undefined> =>
  otherLab(
    lab,
    ({ ports }) => ports?.includes(port) ?? false,
    (left) => left.found !== 'unknown' && left.running > 0,
  );

/** Who has a port that the lab needs, in the user's words. */
export async function whoHas(lab: Lab, port: number): Promise<string> {
  const other = await otherLabAt(lab, port);
  return other === undefined ? toldHolder(port) : toldLab(other);
}
