import { afterAll, beforeAll, expect, test } from 'vitest';
import { useCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import { modesOf } from '../lab.js';
import { ClusterLab } from './lab.js';

const three = ['follower', 'follower', 'leader'];

await describeWith(useCluster, 'a pod that is given files of before', (cluster) => {
  let lab: ClusterLab;
  let now: Readonly<Record<string, string>>;
  beforeAll(async () => {
    lab = await ClusterLab.up(cluster, 'stale');
    now = JSON.parse(await lab.kubectl('get', 'configmap', 'stale-config', '-o', 'json')).data;
    await lab.zkLab('zkcli', 'create', '/kept', 'yes');
  });
  afterAll(async () => lab?.remove());

  /** As a host would hand them over that had not heard of the newest; the Secret is that of now. */
  const give = (files: Readonly<Record<string, string>>) =>
    lab.kubectl('patch', 'configmap', 'stale-config', '--type=merge', '-p', JSON.stringify({ data: files }));
  const withServers = (count: number) => ({
    nodes: (now.nodes ?? '').split('\n').slice(0, count).join('\n').concat('\n'),
    'zoo.cfg': (now['zoo.cfg'] ?? '').replace(/^server\.(\d+)=.*\n/gm, (line, id) =>
      Number(id) > count ? '' : line,
    ),
  });
  const onNode2 = (line: string) =>
    lab.kubectl('exec', 'node2-0', '--', 'bash', '-c', line).catch(() => 'failed');
  const answers = () => onNode2('exec 3<>/dev/tcp/127.0.0.1/2181 && printf ruok >&3 && timeout 3 cat <&3');
  const logs = () => lab.kubectl('logs', 'node2-0').catch(() => '');
  /** Its pod begins anew. @returns what it says until it waits, or serves */
  async function begin(): Promise<string> {
    await lab.kubectl('delete', 'pod', 'node2-0');
    let said = '';
    const over = async (): Promise<boolean> => {
      said = await logs();
      return said.includes('waiting for') || (await answers()) === 'imok';
    };
    await expect.poll(over).toBe(true);
    return said;
  }

  test('which do not name it: it waits, and no server stands alone; it goes on with those that do', async () => {
    await give(withServers(1));
    expect(await begin()).toMatch(/the files here do not name node2 yet; waiting/);
    expect(await onNode2('cat /proc/[0-9]*/cmdline | tr "\\0" " " | grep -c QuorumPeer[M]ain || :')).toBe(
      '0',
    );
    expect(await answers()).toBe('failed');
    expect(modesOf(await lab.status()).filter((mode) => mode !== null)).toHaveLength(2);
    await give(now);
    await expect.poll(async () => modesOf(await lab.status())).toEqual(three);
    expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toMatch('yes');
  });

  test('which name it beside others than now: it waits for those of its up, and up has its host look again', async () => {
    await give({ ...withServers(2), handed: '0' });
    expect(await begin()).toMatch(/the files here are those of before \(0, to be \d+\); waiting/);
    expect(await answers()).toBe('failed');
    const { exitCode, stderr } = await lab.zkLab('up');
    expect(exitCode, stderr).toBe(0);
    expect(modesOf(await lab.status())).toEqual(three);
  });
});

await describeWith(useCluster, 'one pod that becomes three, and one again', (cluster) => {
  let lab: ClusterLab;
  beforeAll(async () => {
    lab = await ClusterLab.up(cluster, 'growing', '--nodes', '1');
  });
  afterAll(async () => lab?.remove());

  test('however late the server starts that has everything, new empty ones do not elect one of themselves', async () => {
    expect(await lab.zkLab('zkcli', 'create', '/kept', 'yes')).toSucceed();
    const late = `sed -i '2i [ "$1" != start ] || sleep 15' /opt/zookeeper-3.4.9/bin/zkServer.sh`;
    expect(await lab.zkLab('exec', 'node1', '--', 'bash', '-c', late)).toSucceed();
    const { exitCode, stderr } = await lab.zkLab('grow', '3');
    const kept = await lab.zkLab('zkcli', 'get', '/kept');
    expect({ exitCode, stderr, kept }).toMatchObject({
      exitCode: 0,
      kept: { stdout: expect.stringMatching('yes') },
    });
    expect(modesOf(await lab.status())).toEqual(three);
  });

  test('a budget of three is none for one, whose host may be emptied', async () => {
    expect(await lab.kubectl('get', 'poddisruptionbudget', '-o', 'name')).not.toBe('');
    expect(await lab.zkLab('shrink', '1', '-y')).toSucceed();
    expect(await lab.kubectl('get', 'poddisruptionbudget', '-o', 'name')).toBe('');
    expect((await lab.zkLab('zkcli', 'get', '/kept')).stdout).toMatch('yes');
  });
});
