import { readdir, readFile } from 'node:fs/promises';
import { serversIn } from '../../../providers/local/found.js';
import { local } from '../../../providers/local/index.js';
import { isFrozen } from '../../../system/processes.js';
import { faults } from './suite.js';

faults({
  provider: local,
  spec: { zookeeper: '3.9', jdk: '17', clientPort: 25_681 },
  async remnants(lab) {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const commands = await Promise.all(
      pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    const relays = commands.filter((each) => each.includes('relay.js') && each.includes(`${lab.dir}/local/`));
    const servers = serversIn(lab.dir);
    const frozen = servers.filter(({ mark }) => isFrozen(mark)).map(({ node }) => node);
    // They are there as long as a server is.
    return [...frozen, ...(servers.length === 0 ? relays : relays.slice(1))];
  },
});
