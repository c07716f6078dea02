import type { Arch } from '../artifacts/types.js';
import type { Blueprint } from '../model/resolve.js';
import { type Box, boxAddressOn, boxFor } from '../model/systems.js';
import type { PlannedFile } from './planned-file.js';
import type { Stack } from './stack.js';

/** Vagrant's providers that may need a box of their own; all others take VirtualBox's. */
const overriding = ['libvirt', 'vmware_desktop', 'parallels'] as const;
const main = 'virtualbox';

/** A box as the Vagrantfile names it. */
interface NamedBox {
  readonly name: string;
  /** Absent for a box that the user named: then the newest. */
  readonly version?: string;
  /** The file below the lab that says where the box comes from; absent where Vagrant's own catalogue does. */
  readonly metadata?: string;
}

/** A place that a box comes from, in the shape of Vagrant's box metadata. */
interface BoxSource {
  readonly name: 'virtualbox' | (typeof overriding)[number];
  readonly url: string;
  readonly checksum_type?: string;
  readonly checksum?: string;
}

const isFile = (reference: string): boolean => /\.box$|:\/\/|^[/\\]|^[A-Za-z]:[/\\]/.test(reference);

type BoxChoice = Pick<Blueprint, 'spec' | 'system' | 'mirror'> & Pick<Stack, 'boxFile'>;

/** The name of a box that the user chose instead of the system's, in Vagrant's own catalogue. */
function chosenName({ spec: { box } }: BoxChoice): string | undefined {
  return typeof box === 'string' && !isFile(box) ? box : undefined;
}

/** The provider's box, or where that is not for the nodes' processors, the one that is. */
function boxOf({ spec, system }: BoxChoice, provider: string): Box {
  const box = boxFor(system, provider);
  const serves = (candidate: Box, arch: Arch): boolean => candidate.archs.includes(arch);
  return serves(box, spec.arch) ? box : (system.boxes.find((other) => serves(other, spec.arch)) ?? box);
}

/** Where the box comes from, if not from Vagrant's own catalogue: the user's file or address, or a mirror that has it. */
function urlOf({ spec, mirror, boxFile }: BoxChoice, box: Box): string | undefined {
  if (boxFile !== undefined) return boxFile;
  if (typeof spec.box === 'string') return spec.box;
  // Without a choice of the user's, Vagrant's catalogue, which knows them all.
  return mirror.name === 'auto' ? undefined : boxAddressOn(mirror, box);
}

const metadataPath = ({ name }: Box): string => `vagrant/${name.replace('/', '-')}.json`;

function namedBox(machines: BoxChoice, provider: string): NamedBox {
  const chosen = chosenName(machines);
  if (chosen !== undefined) return { name: chosen };
  const box = boxOf(machines, provider);
  const { name, version } = box;
  return urlOf(machines, box) === undefined
    ? { name, version }
    : { name, version, metadata: metadataPath(box) };
}

/** What the Vagrantfile's template sees besides everything else. */
export function boxView(machines: BoxChoice) {
  const { spec, system } = machines;
  const box = namedBox(machines, main);
  const others = overriding
    .map((provider) => ({ provider, ...namedBox(machines, provider) }))
    .filter(({ name, version }) => name !== box.name || version !== box.version);
  return {
    // Absent names are there all the same: a template would look further up for them.
    box: { ...box, version: box.version ?? false, metadata: box.metadata ?? false },
    boxOverrides: others.map((other) => ({
      ...other,
      metadata: other.metadata ?? false,
      hasUrl: box.metadata !== undefined || other.metadata !== undefined,
    })),
    x86: spec.arch === 'x64',
    // A box that the user named has to serve the docker provider, too.
    dockerBox:
      box.version === undefined
        ? false
        : { name: box.name, version: box.version, image: `zk-lab/box:${spec.os}` },
    apt: system.packages === 'apt',
  };
}

/**
 * Vagrant takes a name, a version and a checksum for a box of an address only from a metadata file, which this makes:
 * one for each box that does not come from Vagrant's catalogue.
 */
export function boxFiles(machines: BoxChoice): PlannedFile[] {
  const { spec } = machines;
  if (chosenName(machines) !== undefined) return [];
  const boxes = [main, ...overriding].map((provider) => ({ provider, box: boxOf(machines, provider) }));
  const paths = [
    ...new Set(boxes.filter(({ box }) => urlOf(machines, box)).map(({ box }) => metadataPath(box))),
  ];
  return paths.map((path) => {
    const members = boxes.filter(({ box }) => metadataPath(box) === path);
    const providers: BoxSource[] = members.map(({ provider, box }) => ({
      name: provider as BoxSource['name'],
      url: urlOf(machines, box) ?? '',
      ...(box.checksum && spec.box === undefined
        ? { checksum_type: box.checksum.algorithm, checksum: box.checksum.value }
        : {}),
    }));
    const [first] = members;
    const metadata = { name: first?.box.name, versions: [{ version: first?.box.version, providers }] };
    return { path, mode: 0o644, content: `${JSON.stringify(metadata, null, 2)}\n` };
  });
}
