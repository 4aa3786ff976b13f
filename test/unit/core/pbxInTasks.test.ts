import assert from 'node:assert/strict';
import { pbxInTasks } from '../../../src/core/pbxInTasks.ts';

const found = (text: string) =>
  pbxInTasks(text, 'hq').map(({ path, span }) => [path.join('/'), text.slice(...span)]);

describe('The PBXes that tasks name', () => {
  it('are those of our tasks, alone or in a list', () => {
    assert.deepEqual(
      found(`{ // "hq"
        "tasks": [
          { "type": "pbx", "task": "plan", "pbx": "hq", "label": "hq" },
          { "pbx": ["branch", "hq"], "type": "pbx", "task": "drift", "files": ["hq"] },
          { "type": "shell", "pbx": "hq" },
          { "type": "pbx", "pbx": "other", "options": { "pbx": "hq" } },
        ],
        "pbx": "hq",
      }`),
      [
        ['tasks/0/pbx', '"hq"'],
        ['tasks/1/pbx/1', '"hq"'],
      ],
    );
  });

  it('are found in the file of a workspace', () => {
    assert.deepEqual(found('{"tasks": {"version": "2.0.0", "tasks": [{"type": "pbx", "pbx": "hq"}]}}'), [
      ['tasks/tasks/0/pbx', '"hq"'],
    ]);
    assert.deepEqual(found(''), []);
  });
});
