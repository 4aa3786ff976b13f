/** The browser that shows the editor: one that is here already, or one that can be installed. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../process.mjs';
import { canInstallPackages, installPackages } from './apt.mjs';

/** The shell comes first: the same browser without a window around the page, and so a quicker one. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
/** The packages that have it, the first that can be installed. */
const debianNames = ['chromium-headless-shell', 'chromium'];
const places = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Arguments that keep a headless Chromium quiet and offline. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium or Chrome; throws with what to do when there is none and none can be installed. */
export async function findBrowser() {
  const here = installed();
  if (here) return here;
  const failures = [];
  for (const name of canInstallPackages() ? debianNames : []) {
    console.log(`Installing ${name} with apt-get…`);
    try {
      await installPackages(name);
    } catch (error) {
      failures.push(error.message);
    }
    const added = installed();
    if (added) return added;
  }
  console.log('Installing Chromium with Playwright…');
  const args = ['playwright-core', 'install', 'chromium'];
  const { ok, output } = await run('npx', args, { timeout: 300_000 });
  const { chromium } = await import('playwright-core');
  if (ok && existsSync(chromium.executablePath())) return chromium.executablePath();
  failures.push(`npx ${args.join(' ')} failed:\n${output}`);
  throw new Error(`No Chromium or Chrome found. Please install one.\n${failures.join('\n')}`);
}

function installed() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
