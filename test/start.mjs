/** `npm start`: the extension in an editor, on a copy of the sample workspace, with the Demo PBX running. */
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { downloadCommand, onlyDesktop } from './editor/desktop.mjs';
import { installEditor } from './editor/install.mjs';
import { installExtension, startServer, workbenchUrl } from './editor/server.mjs';
import { installPackages } from './packages.mjs';
import { run, temporaryFolder } from './process.mjs';

const day = 24 * 60 * 60_000;

process.chdir(resolve(import.meta.dirname, '..'));
const { folder: temporary } = temporaryFolder('pbx-trunks-');
const env = { PBX_TRUNKS_START_DEMO: '1', PBX_TRUNKS_STATE_DIR: join(temporary, 'state') };
const folder = join(temporary, 'sample');
cpSync('media/sample', folder, { recursive: true });

try {
  await installPackages();
  const desktop = (await run('code', ['--version'], { timeout: 30_000 })).ok;
  if (desktop) await openDesktop('code');
  else if (onlyDesktop) await openDesktop(await downloadCommand());
  else await openInBrowser();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.exit();

/** Resolves once its window is closed. */
async function openDesktop(command) {
  await npmScript('build');
  console.log(`VS Code is opening.\n${whatToDo('Close its window to end.')}`);
  const { ok, output } = await run(
    command,
    [
      `--extensionDevelopmentPath=${resolve('.')}`,
      ...[
        '--user-data-dir',
        join(temporary, 'user-data'),
        '--disable-workspace-trust',
        '--new-window',
        '--wait',
      ],
      folder,
    ],
    { env: { ...process.env, ...env }, timeout: day },
  );
  if (!ok) throw new Error(`VS Code did not start:\n${output}`);
}

async function openInBrowser() {
  await installEditor();
  await npmScript('package');
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const server = await startServer({
    extensions: await installExtension(resolve(`${name}-${version}.vsix`)),
    env,
  });
  console.log(
    `\nVS Code is running. Open this address in a browser:\n\n  ${workbenchUrl(server, { folder })}\n`,
  );
  console.log(whatToDo('Press Ctrl-C here to end.'));
  await server.ended;
  throw new Error(`The editor ended:\n${server.output()}`);
}

async function npmScript(script) {
  const { ok, output } = await run('npm', ['run', '--silent', script], { timeout: 300_000 });
  if (!ok) throw new Error(`npm run ${script} failed:\n${output}`);
}

function whatToDo(end) {
  return `  1. The PBX view shows the Demo PBX, signed in, with its trunks. Right-click one to edit or delete it,
     or "demo" to export them all.
  2. In the Explorer, right-click trunks.yaml and choose "Provision Trunks".
  3. Right-click provider.csv and choose "Import Trunks from CSV…": it becomes such a YAML.
${end} Nothing you do touches your own settings.`;
}
