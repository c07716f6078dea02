import { execa } from 'execa';
import { expect, test } from 'vitest';
import { docker } from '../../../providers/docker/index.js';
import { logCommand } from '../../../software/zookeeper/server-log.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { anyScript, count } from './suite.js';

await describeWith(useEngine, 'Docker', ({ env, jdk8 }) => {
  anyScript(docker, env, { jdkArchive: jdk8 }, (ways) => {
    /** A command in the lab's folder. */
    const here = async (program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
      (await execa(program, args, { cwd: ways.lab.dir, env: { ...env, ...more }, stdin: 'ignore' })).stdout;
    const ssh = ['-F', 'ssh_config', '-o', 'BatchMode=yes'];

    test('a server’s log names a znode as it is called', async () => {
      await expect(ways.write('/没有/孩子', '')).rejects.toThrow('NO_NODE');
      const named = async (): Promise<boolean> => {
        const { lab, handle, say } = ways;
        const logs = await Promise.all(
          lab.nodes.map((_, index) =>
            say(index, ...logCommand(handle(index).layout.log, { tail: 1000, all: true })),
          ),
        );
        return logs.join('').includes('NoNode for /没有');
      };
      await expect.poll(named).toBe(true);
    });

    test('through the engine’s own exec', async () => {
      expect(await here('docker', ['compose', 'exec', '-T', 'node2', 'bash', '-c', count])).toBe('2');
    });

    test('in a command of ssh’s, from this machine and from node to node', async () => {
      expect(await here('ssh', [...ssh, 'node1', count])).toBe('2');
      expect(await ways.say(0, 'ssh', 'node2', count)).toBe('2\n');
    });

    test('in a command of ssh’s there still is no JAVA_HOME before /etc/profile is read', async () => {
      expect(
        await ways.say(0, 'ssh', 'node2', 'echo "<$JAVA_HOME>"; source /etc/profile; echo $JAVA_HOME'),
      ).toBe('<>\n/usr/lib/jvm\n');
    });

    // macOS sends LC_CTYPE=UTF-8, and a Chinese desktop names that nodes do not have.
    test('whatever locale the user’s own machine sends', async () => {
      const foreign = { LANG: 'zh_CN.UTF-8', LC_CTYPE: 'UTF-8', LC_TIME: 'zh_CN.UTF-8', LC_ALL: '' };
      const send = ['-o', 'SendEnv=LANG LC_*'];
      expect(await here('ssh', [...ssh, ...send, 'node1', count], foreign)).toBe('2');
      expect(await here('ssh', [...ssh, ...send, 'node1', `bash -l -c '${count}'`], foreign)).toBe('2');
    });
  });
});
