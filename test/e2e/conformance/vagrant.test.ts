import { vagrant } from '../../../providers/vagrant/index.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { conformance } from './suite.js';

const engine = await useEngine();

// Vagrant's own docker provider: the far end of its terminals is a real SSH server.
await describeWith(
  () => useVagrant('docker'),
  'Vagrant',
  ({ env }) => {
    conformance({
      provider: vagrant,
      env,
      spec: engine.available ? { jdkArchive: engine.jdk8 } : {},
    });
  },
);
