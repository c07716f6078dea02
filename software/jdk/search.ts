import type { ProgramSearch } from '../../system/programs.js';
import { homeFolder } from '../../system/user-folders.js';

/** Where JDKs are looked for; tests put other machines here. */
export interface JdkSearch extends ProgramSearch {
  readonly env: NodeJS.ProcessEnv;
  /** Folders that may be JDKs, by preference; a '*' in a part stands for whatever is there. */
  readonly folders: readonly string[];
}

/** Where JDKs are put by package managers, installers and version managers. `~` is the user's home. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/lib/jvm/*',
    '/usr/lib64/jvm/*',
    '/usr/java/*',
    '/opt/java/*',
    '/opt/jdk/*',
    '/snap/openjdk/current/jdk',
    '~/.sdkman/candidates/java/*',
    '~/.jdks/*',
    '~/.asdf/installs/java/*',
    '~/.local/share/mise/installs/java/*',
    '/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec',
  ],
  darwin: [
    '/Library/Java/JavaVirtualMachines/*/Contents/Home',
    '~/Library/Java/JavaVirtualMachines/*/Contents/Home',
    '/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home',
    '/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home',
    '~/.sdkman/candidates/java/*',
    '~/.jdks/*',
    '~/.asdf/installs/java/*',
    '~/.local/share/mise/installs/java/*',
  ],
};

/** This machine's JDKs. */
export function thisMachine(): JdkSearch {
  const { env, platform } = process;
  const home = homeFolder(env) ?? '/';
  return { env, platform, folders: (usualPlaces[platform] ?? []).map((place) => place.replace(/^~/, home)) };
}
