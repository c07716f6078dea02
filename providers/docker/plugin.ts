import { join } from 'node:path';
import { isRunnable } from '../../system/programs.js';
import { readJson, settingsDirectory } from './settings.js';

/**
 * Where `docker` looks for its plugins, in that order
 * (https://docs.docker.com/compose/install/linux/#install-the-plugin-manually, and config.json's cliPluginsExtraDirs).
 */
function pluginFolders(): string[] {
  const settings = settingsDirectory();
  const extra = readJson(join(settings, 'config.json')).cliPluginsExtraDirs;
  const { ProgramData = 'C:\\ProgramData', ProgramFiles = 'C:\\Program Files' } = process.env;
  return [
    ...(Array.isArray(extra) ? extra.filter((dir) => typeof dir === 'string') : []),
    join(settings, 'cli-plugins'),
    ...(process.platform === 'win32'
      ? [ProgramData, ProgramFiles].map((dir) => join(dir, 'Docker', 'cli-plugins'))
      : [
          '/usr/local/lib/docker/cli-plugins',
          '/usr/local/libexec/docker/cli-plugins',
          '/usr/lib/docker/cli-plugins',
          '/usr/libexec/docker/cli-plugins',
        ]),
  ];
}

/** The Compose plugin's own program, or undefined if it is in none of the usual places. */
export function composeProgram(): string | undefined {
  const file = process.platform === 'win32' ? 'docker-compose.exe' : 'docker-compose';
  return pluginFolders()
    .map((folder) => join(folder, file))
    .find(isRunnable);
}
