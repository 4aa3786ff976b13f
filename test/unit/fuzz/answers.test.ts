import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  deviceInfoAnswer,
  loginAnswer,
  statusAnswer,
  statusesAnswer,
  trunksAnswer,
} from '../../../src/pbx/answers.ts';
import { decode, encodeJson, encodeXml, isObject } from '../../../src/pbx/wire.ts';
import { damaged, itHolds, textOf } from '../../support/fuzz.ts';

const names = [
  'status',
  'errno',
  'trunks',
  'trunkname',
  'trunklist',
  'token',
  'id',
  'password',
  'deviceinfo',
];
const fields = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'grapheme', maxLength: 20 }), {
  noNullPrototype: true,
});
/** What an answer may hold, nested and of every type. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.constantFrom('Success', 'Failed', 'to-itsp', '10003'),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { noNullPrototype: true }),
  ),
})).value;

describe('answers of a PBX', () => {
  itHolds('reads back each JSON that it writes', fields, (sent) => {
    assert.deepEqual(decode(encodeJson(sent)), sent);
  });

  itHolds(
    'reads an object, or nothing, from JSON that is damaged',
    damaged(anything.map((value) => JSON.stringify({ status: 'Success', trunks: value }))),
    (text) => {
      const answer = decode(text);
      assert.ok(answer === undefined || isObject(answer));
    },
  );

  // What XML 1.0 cannot hold at all, no box can send (section 2.2).
  const xmlText = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\r\n]/.test(text));
  itHolds(
    'reads back each XML that it writes',
    fc.dictionary(fc.constantFrom(...names), xmlText, { noNullPrototype: true, minKeys: 1 }),
    (sent) => {
      assert.deepEqual(decode(encodeXml(sent, { declared: true })), sent);
    },
  );

  const pieces = [
    '<xml>',
    '</xml>',
    '<trunks>',
    '</trunks>',
    '<item id="0">',
    '</item>',
    '<trunkname>',
    '</trunkname>',
    '<a/>',
    '&amp;',
    '&#x41;',
    '&#1114112;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?xml version="1.0"?>',
    '<!DOCTYPE x>',
    '__proto__',
    '<__proto__>',
    ' ',
    '\n',
  ];
  itHolds('reads an object, or nothing, from what is hardly XML', textOf(...pieces), (text) => {
    const answer = decode(`<xml>${text}</xml>`);
    assert.ok(answer === undefined || isObject(answer));
  });

  itHolds('takes each answer for right or wrong, and throws at none', anything, (answer) => {
    const before = JSON.stringify(answer);
    for (const schema of [statusAnswer, loginAnswer, trunksAnswer, statusesAnswer, deviceInfoAnswer]) {
      const read = schema.safeParse(answer);
      assert.ok(read.success || read.error.issues.length > 0);
    }
    assert.equal(JSON.stringify(answer), before);
  });
});
