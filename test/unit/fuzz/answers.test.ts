import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  deviceInfoAnswer,
  loginAnswer,
  statusAnswer,
  statusesAnswer,
  trunksAnswer,
} from '../../../src/pbx/answers/answers.ts';
import { takenApart } from '../../../src/pbx/answers/answerPieces.ts';
import { ByteCollector } from '../../../src/pbx/transport/byteCollector.ts';
import { readAnswer } from '../../../src/pbx/answers/readAnswer.ts';
import { decode, encodeJson, encodeXml, isObject } from '../../../src/pbx/answers/wire.ts';
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

  /** A few pieces, each of them again and again, as no box means it. */
  const repeated = fc
    .array(
      fc.tuple(
        fc.constantFrom(
          ...pieces,
          '\\"',
          '"',
          '\\',
          '{',
          '[',
          '}',
          ']',
          ',',
          ':',
          '\\ufffd',
          '&',
          '<?a ',
          '</xml ',
          '\r\n',
        ),
        fc.nat(300),
      ),
      {
        maxLength: 5,
      },
    )
    .map((parts) => parts.map(([piece, count]) => piece.repeat(count)).join(''));
  itHolds(
    'reads an answer, or says why not, from bytes of any kind',
    fc.tuple(
      fc.constantFrom(
        '',
        '{',
        '<xml>',
        '{"status":"Success","trunks":',
        '<xml><status>Success</status><trunks>',
        '\ufeff',
      ),
      fc.oneof(repeated, textOf(...pieces), fc.uint8Array({ maxLength: 64 })),
      fc.constantFrom('', '}', '"}', ']}', '</xml>', '</trunks></xml>', '\0'),
      fc.constantFrom(
        undefined,
        'text/html',
        'application/json; charset=gbk',
        'text/xml; charset="utf-16le"',
        ';charset=;charset=',
      ),
      fc.constantFrom(undefined, 'gbk', 'latin1'),
    ),
    ([start, middle, end, contentType, charset]) => {
      const bytes = Buffer.concat([Buffer.from(start), Buffer.from(middle), Buffer.from(end)]);
      for (const kind of ['bare', 'login', 'deviceInfo', 'trunks', 'statuses'] as const) {
        const connection = { apiVersion: 'v0.0.1', ...(charset !== undefined && { charset }) } as const;
        const reading = readAnswer({ kind, bytes, contentType, connection });
        assert.equal(Object.keys(reading).length, 1);
        // It goes from thread to thread.
        const { reading: rest, pieces: list } = takenApart(structuredClone(reading));
        assert.ok(list.length === 0 || ('data' in rest && 'data' in reading));
      }
    },
  );

  itHolds(
    'joins pieces of any size',
    fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 8 }),
    (parts) => {
      const collector = new ByteCollector();
      for (const part of parts) collector.add(part);
      assert.ok(collector.bytes().equals(Buffer.concat(parts)));
    },
  );

  itHolds('takes each answer for right or wrong, and throws at none', anything, (answer) => {
    const before = JSON.stringify(answer);
    for (const schema of [statusAnswer, loginAnswer, trunksAnswer, statusesAnswer, deviceInfoAnswer]) {
      const read = schema.safeParse(answer);
      assert.ok(read.success || read.error.issues.length > 0);
    }
    assert.equal(JSON.stringify(answer), before);
  });
});
