/** VS Code as a server, each with a home, settings and extensions of its own in a temporary folder. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, startGuarded, temporaryFolder } from '../process.mjs';
import { editorEntry, editorNode, isOldest } from './install.mjs';
import { ownEnvironment, quietSettings } from './settings.mjs';

/**
 * Starts the editor and resolves once it answers.
 *
 * `extensions` is a folder from {@link installExtension}.
 * `keybindings` are the user's, as `[{ key, command, args }]`.
 * `trust` turns Workspace Trust on (then a fresh folder is restricted until someone trusts it).
 * `talkative` has the editor log what it does with the trees of extensions, which explains many a failure.
 * `language` is what extensions are shown in, such as `zh-cn`; VS Code's own words stay English, for there is no translation of them.
 * `driver` is what tests inside the editor need; it silences notification toasts, so others leave it off. The oldest editor has no
 * such option, and lets them in without it.
 */
export async function startServer({
  settings = {},
  keybindings = [],
  extensions,
  trust = false,
  driver = false,
  talkative = false,
  language,
  env: extra = {},
} = {}) {
  const { folder: base, remove } = temporaryFolder('pbx-editor-');
  const userData = join(base, 'user-data');
  const settingsFile = join(userData, 'User/settings.json');
  const readSettings = () => JSON.parse(readFileSync(settingsFile, 'utf8'));
  const writeSettings = (values) => writeFileSync(settingsFile, JSON.stringify(values, undefined, 2));

  makeFoldersIn(base);
  writeSettings({ ...quietSettings, ...settings });
  writeFileSync(join(userData, 'User/keybindings.json'), JSON.stringify(keybindings));
  if (language !== undefined) addLanguagePack(userData, language);

  const env = { ...environmentIn(base), ...extra };
  const options = [
    ...foldersIn(base),
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(talkative ? ['--log', 'debug'] : []),
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...(language === undefined ? [] : ['--locale', language]),
    ...(driver && !isOldest() ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];

  let server;
  try {
    if (extensions) cpSync(extensions, join(base, 'extensions'), { recursive: true });
    server = await listening([...options, '--auth', 'none', '--bind-addr', '127.0.0.1:0'], env);
  } catch (error) {
    remove();
    throw error;
  }

  return {
    url: server.url,
    userData,
    readSettings,
    /** Changes the user's settings.json from outside; the window notices when it is reloaded. */
    changeSettings: (changes) => writeSettings({ ...readSettings(), ...changes }),
    /** Adds an extension for the windows to come. */
    addExtension: (folder) => addExtension(join(base, 'extensions'), folder),
    output: server.output,
    /** Settles when the editor has ended by itself. */
    ended: server.ended,
    stop: () => {
      server.stop();
      remove();
    },
  };
}

/** A folder with that extension installed in it, to be copied for each editor: the installation itself takes seconds. */
export async function installExtension(vsix) {
  const { folder: base } = temporaryFolder('pbx-extension-');
  makeFoldersIn(base);
  const args = [editorEntry(), ...foldersIn(base), '--install-extension', vsix];
  const { ok, output } = await run(editorNode(), args, { env: environmentIn(base), timeout: 60_000 });
  if (!ok) throw new Error(`The editor did not install ${vsix}:\n${output}`);
  return join(base, 'extensions');
}

/** What an installation does, for a folder that is the whole extension already. */
function addExtension(extensions, from) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const path = join(extensions, relativeLocation);
  cpSync(from, path, { recursive: true });
  const list = join(extensions, 'extensions.json');
  const installed = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const added = {
    identifier: { id },
    version,
    location: { $mid: 1, path, scheme: 'file' },
    relativeLocation,
  };
  writeFileSync(list, JSON.stringify([...installed, added]));
}

function makeFoldersIn(base) {
  for (const name of ['home', 'tmp', 'run', 'extensions', 'user-data/User']) {
    mkdirSync(join(base, name), { recursive: true, mode: 0o700 });
  }
  writeFileSync(join(base, 'config.yaml'), '');
}

/** Adds a language pack without a word in it: the editor takes only languages of which there is one. */
function addLanguagePack(userData, language) {
  const file = join(userData, 'empty.i18n.json');
  writeFileSync(file, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'pbx-trunks.empty' }, version: '1.0.0' }];
  const pack = { hash: 'empty', label: language, extensions, translations: { vscode: file } };
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

const foldersIn = (base) => [
  ...['--config', join(base, 'config.yaml')],
  ...['--user-data-dir', join(base, 'user-data')],
  ...['--extensions-dir', join(base, 'extensions')],
];

const environmentIn = (base) => ({
  ...ownEnvironment(),
  HOME: join(base, 'home'),
  TMPDIR: join(base, 'tmp'),
  XDG_RUNTIME_DIR: join(base, 'run'),
  PBX_TRUNKS_STATE_DIR: join(base, 'state'),
  PBX_TRUNKS_USER_DATA: join(base, 'user-data'),
  VSCODE_IPC_HOOK_CLI: '',
  EXTENSIONS_GALLERY: '{"serviceUrl":""}',
});

async function listening(args, env) {
  const { child, stop } = startGuarded(editorNode(), [editorEntry(), ...args], { env });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const fail = (what) => {
      stop();
      reject(new Error(`The editor's server ${what}:\n${output}`));
    };
    const timer = setTimeout(fail, 60_000, 'did not start within 60 s');
    child.once('exit', () => {
      clearTimeout(timer);
      fail('ended');
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        const found = /HTTP server listening on (http:\/\/[\d.:]+)/.exec(output);
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1]);
      });
    }
  });
  return { url, stop, ended, output: () => output };
}

/** The address of the workbench on a folder or a `.code-workspace` file; `development` and `tests` are paths of an extension and its suite. */
export function workbenchUrl(server, { folder, workspace, development, tests } = {}) {
  const url = new URL(server.url);
  const payload = [];
  if (development) payload.push(['extensionDevelopmentPath', `vscode-remote://${url.host}${development}`]);
  if (tests) payload.push(['extensionTestsPath', `vscode-remote://${url.host}${tests}`]);
  if (workspace) url.searchParams.set('workspace', workspace);
  else if (folder) url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
