/** Giving a pod that runs what its lab has by now: a mount would follow a minute later, and what was copied from it never. */
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { lastLines } from '../../system/last-lines.js';
import { piped } from '../../system/piped.js';
import type { ClusterPlace } from './cluster-place.js';
import { environmentOf, whereabouts } from './kubectl.js';
import { container, podOf } from './labels.js';

/** Its own address, which is none of the lab's. */
const own = 'config/hosts';

/** @throws LabError kubernetes.refused */
export async function giveFiles(lab: Lab, place: ClusterPlace, node: LabNode): Promise<void> {
  const unpack = ['tar', '-x', '-C', '/lab', '--no-same-owner', '-f', '-'];
  const words = [...whereabouts(place), 'exec', '-i', podOf(node), '-c', container, '--', ...unpack];
  const { writer, reader, stderr } = await piped(
    {
      command: [
        'tar',
        '-chf',
        '-',
        `--exclude=${own}`,
        '--exclude=keys/nodes',
        '--exclude=.gitignore',
        'config',
        'keys',
      ],
      cwd: lab.dir,
      env: { COPYFILE_DISABLE: '1' },
    },
    { command: ['kubectl', ...words], env: environmentOf(place) },
    {},
  );
  if (writer === 0 && reader === 0) return;
  throw new LabError('kubernetes.not-given', { node: node.name, said: lastLines(stderr, 4) });
}
