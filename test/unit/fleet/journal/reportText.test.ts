import assert from 'node:assert/strict';
import { reportText } from '../../../../src/fleet/journal/reportText.ts';
import type { RunPart } from '../../../../src/fleet/journal/storedRun.ts';
import { escapeMarkdown } from '../../../../src/fleet/markdown.ts';

const part: RunPart = {
  action: 'provision',
  startedAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:04:08.200Z',
  cancelled: false,
  files: ['a_b.trunks.yaml'],
  trunks: 3,
  pbxes: [],
  outcomes: [
    { pbx: 'hq', trunkname: 'fine', outcome: 'added', milliseconds: 12 },
    {
      pbx: 'hq',
      trunkname: 'x|y\n# z',
      outcome: 'failed',
      errno: '10004',
      message: '<b>[a](http://b)</b> | `c`',
    },
    { pbx: 'branch', trunkname: 'fine', outcome: 'unchanged' },
  ],
};

describe('the text of a report', () => {
  it('begins with the sum and what needs attention, then has a table for each PBX', () => {
    const lines = reportText(part).split('\n');
    assert.equal(lines[0], '# PBX Trunks: provisioning');
    assert.equal(lines[2], '**1 added, 1 unchanged, 1 failed.**');
    assert.ok(lines.includes('- Files: a\\_b.trunks.yaml'));
    const headings = lines.filter((line) => line.startsWith('## '));
    assert.deepEqual(headings, [
      '## What needs attention',
      '## hq: 1 added, 1 failed',
      '## branch: 1 unchanged',
    ]);
    assert.equal(lines.filter((line) => line.includes('10004')).length, 2);
    assert.match(reportText(part), /after 3\.2 s/);
  });

  it('sums up many troubles that are alike, so that the others are seen', () => {
    const silent = ['a', 'b', 'c', 'd'].map((trunkname) => ({
      pbx: 'hq',
      trunkname,
      outcome: 'failed' as const,
      message: 'Not tried.',
    }));
    const text = reportText({ ...part, outcomes: [...silent, ...part.outcomes] });
    const attention = text.slice(text.indexOf('## What'), text.indexOf('## hq'));
    assert.deepEqual(
      attention.split('\n').filter((line) => line.includes('Not tried')),
      ['| hq  | a and 3 more     | failed  |       |          | Not tried. |'],
    );
    assert.ok(attention.includes('10004'));
    assert.equal(text.split('\n').filter((line) => line.includes('Not tried')).length, 5);
    const three = reportText({ ...part, outcomes: silent.slice(1) });
    assert.equal(three.split('\n').filter((line) => line.includes('Not tried')).length, 6);
  });

  it('keeps every row whole, whatever the names and words are', () => {
    const rows = reportText(part)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    for (const row of rows) {
      const cells = row.replaceAll(/\\./g, '').split('|').length - 2;
      assert.ok(cells === 5 || cells === 6, row);
    }
    assert.equal(
      escapeMarkdown('<img> [a](b) *c* `d` \\| e'),
      '\\<img\\> \\[a\\](b) \\*c\\* \\`d\\` \\\\\\| e',
    );
    assert.equal(escapeMarkdown('a\r\nb\u202ec'), 'a⟨U+000D⟩⟨U+000A⟩b⟨U+202E⟩c');
    assert.equal(escapeMarkdown('https://x www.y'), 'https\\://x www\\.y');
  });

  it('says of a run that broke off how far it came', () => {
    const broken: RunPart = { ...part, trunks: 400 };
    delete broken.endedAt;
    assert.match(reportText(broken), /Of 400 trunks, 3 have a result/);
    assert.match(reportText({ ...part, cancelled: true }), /Cancelled: 1 added/);
  });
});
