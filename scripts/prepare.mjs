/**
 * npm runs this after `npm install` in a clone, and before it packs one that is installed straight from a git address:
 * both are left with a zk-lab that runs. Without the development packages, as with --omit=dev, there is nothing to build with.
 */
import { build, isInstalled } from './setup.mjs';

if (isInstalled()) process.exitCode = await build();
