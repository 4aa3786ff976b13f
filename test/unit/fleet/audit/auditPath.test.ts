import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { readAuditPath } from '../../../../src/fleet/audit/auditPath.ts';

const home = resolve('/home/me');
const workspace = resolve('/work/$& shop');
const read = (setting: string, folders = { home, workspace } as Parameters<typeof readAuditPath>[1]) =>
  readAuditPath(setting, folders);

describe('the path of the audit log', () => {
  it('is none where the setting is blank', () => {
    assert.deepEqual([read(''), read('  ')], [undefined, undefined]);
  });

  it('is a full path, or begins in the home folder or in that of the workspace', () => {
    const full = resolve('/var/log/pbx.jsonl');
    assert.deepEqual(read(` ${full} `), { path: full });
    assert.deepEqual(read('~/a/b.jsonl'), { path: join(home, 'a', 'b.jsonl') });
    assert.deepEqual(read('${workspaceFolder}/../b.jsonl'), { path: join(workspace, '..', 'b.jsonl') });
    assert.deepEqual(read('${workspaceFolder}/~'), { path: join(workspace, '~') });
  });

  it('is refused in words where nobody knows which file is meant', () => {
    for (const setting of ['audit.jsonl', './a', '~other/a', '${env:HOME}/a', 'a/~/b', `${home}/a\0b`]) {
      assert.match(read(setting)?.problem ?? '', /is not a full path.*pbx\.auditLog/, setting);
    }
    const problem = read('${workspaceFolder}/a', { home, workspace: undefined })?.problem;
    assert.match(problem ?? '', /this window has none on disk/);
    assert.doesNotMatch(read('x\u202ey')?.problem ?? '', /\u202e/);
  });
});
