import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { objectCalls, type ObjectCommand } from '../../src/ui/base/objectCalls.ts';
import { taskDefinitions, taskKinds, type TaskKind } from '../../src/ui/tasks/taskDefinition.ts';

interface KeyBinding {
  key: string;
  command: string;
  args: object;
}

/** The examples in the README's section on automation, as VS Code reads them: JSON with commas and comments. */
const [, section = ''] = /^## Automation\n([^]*?)^## /m.exec(readFileSync('README.md', 'utf8')) ?? [];
const examples = [...section.matchAll(/^```jsonc\n([^]*?)^```/gm)].map(([, text = '']) => {
  const { config, error } = ts.parseConfigFileTextToJson('example.json', `{ "example": ${text} }`) as {
    config?: { example: unknown };
    error?: unknown;
  };
  assert.equal(error, undefined, text);
  return config?.example;
});

/** Keys that say what another one says already, and those that only the extension itself gives. */
const unsaid: Readonly<Record<string, readonly string[]>> = {
  'pbx.exportTrunks': ['files', 'confirm'],
  'pbx.continueLastRun': ['run'],
  'pbx.undoLastRun': ['run'],
  'pbx.deleteSipTrunk': ['selected'],
  'pbx.addSipTrunk': ['confirm'],
  'pbx.signIn': ['confirm'],
  'pbx.signOut': ['confirm'],
  'pbx.testConnection': ['confirm'],
  'pbx.checkWithItsp': ['confirm'],
};

describe('the examples of automation in the README', () => {
  it('have key bindings whose objects the commands take', () => {
    const bindings = examples.filter((one) => Array.isArray(one)).flat() as KeyBinding[];
    assert.deepEqual(bindings.map(({ command }) => command).sort(), [
      'pbx.checkDrift',
      'pbx.exportTrunks',
      'pbx.importTrunks',
      'pbx.provisionTrunks',
    ]);
    for (const { key, command, args } of bindings) {
      assert.match(key, /^[a-z0-9+]+$/);
      const read = objectCalls[command as ObjectCommand].safeParse(args);
      assert.deepEqual(read.error?.issues, undefined, command);
    }
  });

  it('have a tasks.json whose tasks run as they are, one of each kind', () => {
    const files = examples.filter((one) => !Array.isArray(one)) as { tasks: Record<string, unknown>[] }[];
    assert.equal(files.length, 1);
    const tasks = files.flatMap((file) => file.tasks);
    assert.deepEqual(tasks.map(({ task }) => task).sort(), [...taskKinds].sort());
    for (const { label, problemMatcher, task, ...definition } of tasks) {
      assert.ok(typeof label === 'string' && label !== '');
      assert.equal(problemMatcher ?? '$pbx-trunks', '$pbx-trunks');
      const read = taskDefinitions[task as TaskKind].safeParse({ task, ...definition });
      assert.deepEqual(read.error?.issues, undefined, label);
    }
  });

  it('tell of each key that a command takes', () => {
    for (const [command, { shape }] of Object.entries(objectCalls)) {
      const [, row = ''] = new RegExp(`^\\| \`${command}\`\\s+\\| (.*)$`, 'm').exec(section) ?? [];
      for (const key of Object.keys(shape)) {
        if (unsaid[command]?.includes(key)) continue;
        assert.match(row, new RegExp(`\`${key}\\b`), `${command} does not tell of ${key}`);
      }
    }
  });
});
