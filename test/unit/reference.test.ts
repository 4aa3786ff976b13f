import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run, temporaryFolder } from '../process.mjs';

const read = (name: string, folder = '.') => readFileSync(join(folder, name), 'utf8');
const sources = [
  '.prettierrc.json',
  'README.md',
  'package.json',
  'package.nls.json',
  'media/trunks.schema.json',
];

/** What `npm run reference` does in a folder, or with `--check` finds there. */
const reference = (folder: string, ...args: string[]) =>
  run('node', [resolve('test/reference.mjs'), ...args], { cwd: folder, timeout: 60_000 });

/** The project's own sources of the reference in a folder of their own, with one text changed wherever it stands. */
function changed(changes: Record<string, [before: string, after: string]>) {
  const { folder, remove } = temporaryFolder('pbx-reference-');
  for (const name of sources) cpSync(name, join(folder, name));
  for (const [name, [before, after]] of Object.entries(changes)) {
    const text = read(name);
    assert.ok(text.includes(before), `${name} has no ${before}`);
    writeFileSync(join(folder, name), text.replaceAll(before, after));
  }
  return { folder, remove };
}

describe('the reference in the README', () => {
  it('is what package.json and the schema say', async () => {
    const { ok, output } = await reference('.', '--check');
    assert.ok(ok, output);
  });

  it('tells once of each command of the palette, and of each setting', () => {
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: {
        commands: { command: string }[];
        menus: { commandPalette: { command: string; when: string }[] };
        configuration: { properties: Record<string, unknown> };
      };
    };
    const [, commands = ''] = /<!-- commands:.*-->([^]*)<!-- \/commands -->/.exec(read('README.md')) ?? [];
    const [, settings = ''] = /<!-- settings:.*-->([^]*)<!-- \/settings -->/.exec(read('README.md')) ?? [];
    const hidden = contributes.menus.commandPalette.filter(({ when }) => when === 'false');
    assert.deepEqual(
      [...commands.matchAll(/^\| \[.+?\]\(#[\w-]+\) +\| `(pbx\.\w+)`/gm)].map(([, id]) => id),
      contributes.commands
        .map(({ command }) => command)
        .filter((id) => !hidden.some(({ command }) => command === id)),
    );
    assert.deepEqual(
      [...settings.matchAll(/^\| `(.+?)`/gm)].map(([, name]) => name),
      Object.keys(contributes.configuration.properties),
    );
  });

  it('is found to be wrong after a change, with the command that puts it right', async () => {
    const { folder, remove } = changed({
      'package.json': ['"default": 15', '"default": 16'],
      'package.nls.json': ['How many seconds a PBX has', 'Seconds | for `#pbx.connections#` that a PBX has'],
      'media/trunks.schema.json': ['mostly 5060.', 'mostly *5060*.'],
    });
    try {
      const before = await reference(folder, '--check');
      assert.equal(before.ok, false);
      assert.match(before.output, /npm run reference$/m);
      assert.equal((await reference(folder)).ok, true);
      assert.equal((await reference(folder, '--check')).ok, true);
      const row = (name: string) =>
        read('README.md', folder)
          .split('\n')
          .find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
      assert.match(
        row('pbx.requestTimeout'),
        /\| `16` \(1 to 600\) +\| Seconds \\\| for `pbx\.connections` that a PBX has/,
      );
      assert.match(row('port'), /\| required \| required \| +\| .*; mostly `\*5060\*`\. +\|$/);
    } finally {
      remove();
    }
  });

  it('has no command that no section tells of', async () => {
    const { folder, remove } = changed({ 'package.nls.json': ['"Plan Trunks"', '"Weigh Trunks"'] });
    try {
      const { ok, output } = await reference(folder);
      assert.equal(ok, false);
      assert.match(output, /No section of README\.md has PBX: Weigh Trunks in bold/);
      assert.equal(read('README.md', folder), read('README.md'));
    } finally {
      remove();
    }
  });
});
