import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTrunkFile } from '../../../src/core/trunkYaml/readTrunkFile.ts';
import { writeTrunkFile } from '../../../src/core/trunkYaml/writeTrunkFile.ts';
import { damaged, itHolds, textOf } from '../../support/fuzz.ts';

const planted = 'pl4nted-p4ssword';
const whole = `pbx: [hq, branch-1]
trunks:
  - &base {trunkname: a, trunktype: peer, host: h, port: 5060}
  - trunkname: to-itsp
    trunktype: register
    host: sip.example.net
    port: 5060
    username: 0123
    authname: 0123
    password: ${planted}
  - <<: *base
    trunkname: b
`;
const pieces = [
  'pbx',
  'trunks',
  'trunkname',
  'trunktype',
  'host',
  'port',
  'password',
  ': ',
  ':',
  '- ',
  '\n',
  '\n  ',
  '\n    ',
  '---\n',
  '...\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '|\n',
  '>-\n',
  '&a ',
  '*a',
  '<<: *a',
  '!!str ',
  '!x ',
  '# ',
  '\t',
  '\u00a0',
  '\ufeff',
  '\r',
  '${secret:a}',
  '${env:',
  '$${',
  '5060',
  'peer',
  'hq',
  '~',
  '? ',
];

/** Every problem lies within the text. */
function assertInside(text: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  for (const { start, end, message } of readTrunkFile(text).problems) {
    assert.ok(message !== '' && start.line <= end.line, message);
    assert.ok(end.line < lines.length && start.character >= 0, message);
    assert.ok(end.character <= (lines[end.line]?.length ?? 0), message);
  }
}

describe('trunk files', () => {
  itHolds('says where a text is wrong', textOf(...pieces), assertInside);
  itHolds('says where a damaged file is wrong', damaged(fc.constant(whole)), assertInside);

  itHolds('never repeats a password that is whole', damaged(fc.constant(whole)), (text) => {
    for (const { message } of readTrunkFile(text).problems) assert.ok(!message.includes(planted), message);
  });

  const value = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => !/\p{Surrogate}/u.test(text));
  const trunk = fc.record(
    { trunkname: value, host: value, password: value },
    { requiredKeys: ['trunkname'] },
  );
  itHolds(
    'reads back each value that it writes',
    fc.array(trunk, { minLength: 1, maxLength: 3 }),
    (trunks) => {
      const { documents } = readTrunkFile(writeTrunkFile([{ pbx: 'hq', trunks }]));
      const read = documents.flatMap((document) => document.trunks.map(({ values }) => values));
      const escaped = trunks.map((fields) =>
        Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, text.replaceAll('${', '$${')])),
      );
      assert.deepEqual(
        read.map((values) => ({ ...values })),
        escaped,
      );
    },
  );
});
