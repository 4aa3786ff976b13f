import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as z from 'zod/mini';
import { checkTrunk } from '../../../src/core/trunk.ts';
import { toAddHostSchema } from '../../../src/ui/oneTrunk/add/protocol.ts';
import { toEditHostSchema } from '../../../src/ui/oneTrunk/edit/protocol.ts';
import { itHolds } from '../../support/fuzz.ts';

const trunk = fc.oneof(
  fc.constant({ trunkname: 'a', trunktype: 'peer', host: 'h', port: '5060' }),
  fc.dictionary(
    fc.constantFrom('trunkname', 'trunktype', 'host', 'port', 'id', 'password'),
    fc.oneof(fc.string(), fc.anything()),
    { noNullPrototype: true },
  ),
);
const fields = {
  type: fc.oneof(
    fc.constantFrom('ready', 'add', 'addAnother', 'copyYaml', 'run', 'review', 'save', 'reload', 'close'),
    fc.anything(),
  ),
  revision: fc.oneof(fc.nat(), fc.anything()),
  pbx: fc.oneof(fc.constantFrom('hq', ''), fc.anything()),
  command: fc.oneof(fc.constantFrom('pbx.addPbx', 'pbx.deleteSipTrunk'), fc.anything()),
  trunk,
  values: fc.oneof(trunk, fc.anything()),
  more: fc.anything(),
};
const message = fc.oneof(
  { weight: 9, arbitrary: fc.record(fields, { requiredKeys: ['type'], noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.anything() },
);
const knownKeys = new Set([
  'type',
  'revision',
  'pbx',
  'command',
  'trunk',
  'values',
  'changes',
  'password',
  'mine',
  'choice',
]);

describe('messages of the forms', () => {
  const schemas: [string, z.ZodMiniType][] = [
    ['that adds', toAddHostSchema],
    ['that edits', toEditHostSchema],
  ];
  for (const [name, schema] of schemas) {
    itHolds(`are taken from the form ${name} only when nothing in them is strange`, message, (posted) => {
      const read = schema.safeParse(posted);
      if (!read.success) return;
      const taken = read.data as Record<string, unknown>;
      assert.deepEqual(
        Object.keys(taken).filter((key) => !knownKeys.has(key)),
        [],
      );
      if (taken['command'] !== undefined)
        assert.ok(['pbx.addPbx', 'pbx.startDemoPbx'].includes(taken['command'] as string));
      if (taken['trunk'] !== undefined) assert.ok('trunk' in checkTrunk(taken['trunk']));
    });
  }
});
