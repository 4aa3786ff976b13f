/** What took the square of its size takes hours at these sizes; what is linear takes seconds, within the limit of any test. */
import assert from 'node:assert/strict';
import { shownValues } from '../../../../src/core/undocumented.ts';
import { statusAnswer, statusesAnswer, trunksAnswer } from '../../../../src/pbx/answers/answers.ts';
import { ByteCollector } from '../../../../src/pbx/transport/byteCollector.ts';
import { readText } from '../../../../src/pbx/answers/charset.ts';
import { maxAnswerBytes } from '../../../../src/pbx/transport/transportErrors.ts';
import { isAnswer, isWebPage } from '../../../../src/pbx/answers/webPage.ts';
import { decode, encodeJson, encodeXml, isObject } from '../../../../src/pbx/answers/wire.ts';
import { collectGarbage } from '../../../support/collectGarbage.ts';

/** As often as an answer has room for it. */
const many = (text: string, around = 100) => text.repeat(Math.floor((maxAnswerBytes - around) / text.length));

/** A quarter of it, of what the parsers need seconds for at full length. */
const some = (text: string) => many(text, (maxAnswerBytes * 3) / 4);

/** A trunk as boxes send it, in few bytes: the more of them are in an answer. */
const trunk = (index: number) => ({
  id: index.toString(),
  trunkname: `t${index}`,
  trunktype: 'peer',
  host: '10.0.0.1',
  port: '5060',
});

/** How many of these fill an answer. */
function fill(write: (index: number) => string): string {
  const entries: string[] = [];
  for (let length = 200; length < maxAnswerBytes; length += (entries.at(-1) ?? '').length) {
    entries.push(write(entries.length));
  }
  return entries.slice(0, -1).join('');
}

describe('the largest answers', () => {
  it('are read where they are lists of trunks', () => {
    const json = fill((index) => `${encodeJson(trunk(index))},`).slice(0, -1);
    const xml = fill((index) =>
      encodeXml(trunk(index), { declared: false })
        .replaceAll('xml>', `item>`)
        .replace('>', ` id="${index}">`),
    );
    const written = [
      `{"status":"Success","trunks":[${json}]}`,
      `<?xml version="1.0" encoding="utf-8"?><xml><status>Success</status><trunks>${xml}</trunks></xml>`,
    ];
    for (const text of written) {
      assert.ok(text.length <= maxAnswerBytes && text.length > maxAnswerBytes - 500, text.length.toString());
      const { entries, doubt } = trunksAnswer.parse(decode(text));
      assert.equal(doubt, undefined);
      assert.ok(entries.length > 60_000, entries.length.toString());
      assert.deepEqual(entries.at(-1), trunk(entries.length - 1));
    }
  });

  it('are refused before they are read where they have more parts than any list', () => {
    for (const text of [
      `<xml>${many('<a/>')}</xml>`,
      `<xml><a>${many('x<a>')}</xml>`,
      `{"a":[${many('0,')}0]}`,
      `{"a":[${many('[],')}0]}`,
    ]) {
      assert.equal(decode(text), undefined, text.slice(0, 40));
    }
  });

  it('are refused where more stands inside one another than in any answer', () => {
    const deep = (count: number) => `{"a":${'['.repeat(count)}${']'.repeat(count)}}`;
    const deepXml = (count: number) => `<xml>${'<a>'.repeat(count)}${'</a>'.repeat(count)}</xml>`;
    for (const nest of [deep, deepXml]) {
      assert.ok(decode(nest(50)));
      for (const count of [200, 200_000]) assert.equal(decode(nest(count)), undefined);
    }
  });

  const hostile: [string, string][] = [
    ['escaped quotes in a text without an end', `{"${many('\\"')}`],
    ['quotes without an end', `{${many('"')}`],
    ['backslashes', `{"a":"${many('\\')}`],
    ['braces', many('{')],
    ['the same name again and again', `{${many('"a":{},')}"a":1}`.slice(0, 8_000_000)],
    ['white space', many(' ')],
    ['comments in front', many('<!---->')],
    ['comments without an end', many('<!--')],
    ['declarations without an end', many('<?')],
    ['roots without an end', `<xml>${many('</xml ')}`],
    ['tags without an end', `<xml>${many('<a ')}</xml>`],
    ['quotes in a tag', `<xml><a "${many(`'`)}></xml>`],
    ['a declaration of many words', `<xml><?${many('a ')}?></xml>`],
    ['a declaration behind an open quote', `<xml><?a "?>${many('b ')}"?></xml>`],
    ['a document type at the end', `<xml>${many('x')}<!DocType></xml>`],
  ];
  for (const [name, text] of hostile) {
    it(`are no answer when they are made of ${name}`, () => {
      assert.equal(decode(text), undefined);
      assert.equal(statusAnswer.safeParse(decode(text)).success, false);
      assert.equal(isWebPage(text), false);
      assert.equal(readText({ bytes: Buffer.from(text), contentType: undefined }, undefined), text);
    });
  }

  const odd: [string, string][] = [
    ['escaped quotes', `{"status":"Success","a":"${many('\\"')}"}\0`],
    ['escaped backslashes', `{"status":"Success","a":"${many('\\\\')}"}\0`],
    ['one text', `<xml><status>Success</status><a>${some('x')}</a></xml>`],
    ['characters that are written as numbers', `<xml><status>Success</status><a>${some('&#65;')}</a></xml>`],
    ['marks of such characters alone', `<xml><status>Success</status><a>${some('&#')}</a></xml>`],
    ['one name', `<xml><status>Success</status><${some('a')}/></xml>`],
    [
      'elements in one with a long name',
      `<xml><status>Success</status><${'n'.repeat(1_000_000)}>${'<a/>'.repeat(400_000)}</${'n'.repeat(1_000_000)}></xml>`,
    ],
    ['numbers without an end', `{"status":"Success","errno":"${many(' ')}x"}`],
    ['white space in front', `${many(' ')}{"status":"Success"}`],
    ['comments in front of it', `${many('<!---->')}{"status":"Success"}`],
    [
      'names of their own',
      `{${fill((index) => `"a name of its own with number ${index}":"",`)}"status":"Success"}`,
    ],
  ];
  for (const [name, text] of odd) {
    it(`are read when they are made of ${name}`, () => {
      const answer = decode(text);
      assert.ok(isObject(answer) && isAnswer(text));
      assert.equal(statusAnswer.parse(answer).status, true);
      assert.ok(trunksAnswer.safeParse(answer).success);
      statusesAnswer.safeParse(answer);
    });
  }

  it('are shown in few characters, whatever a box tells of a trunk', () => {
    const password = `${'z'.repeat(250)}y`;
    const shown = shownValues(
      { spaces: `${many(' ')}x`, begins: many('z'), whole: `${'z'.repeat(300)}y`, token: many('\\"') },
      password,
    );
    assert.deepEqual(
      Object.values(shown).map((text) => text.length < 400),
      [true, true, true, true],
    );
    assert.match(shown['whole'] ?? '', /^z{50}•••$/);
    const long = many('z', 100);
    assert.deepEqual(shownValues({ a: `x${long}`, b: 'zzz' }, long), { a: '•••', b: 'zzz' });
  });
});

describe('an answer that comes in pieces', () => {
  const used = () => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };

  it('is joined in the order of the pieces, in memory of its own', () => {
    const collector = new ByteCollector();
    assert.equal(collector.bytes().length, 0);
    for (const piece of ['ab', '', 'c'.repeat(5000), 'd']) collector.add(Buffer.from(piece));
    const whole = collector.bytes();
    assert.equal(whole.toString(), `ab${'c'.repeat(5000)}d`);
    assert.equal(whole.byteOffset, 0);
    assert.ok(whole.buffer.byteLength <= 2 * whole.length);
  });

  it('takes no more memory for each byte than for all', () => {
    const packet = Buffer.alloc(2 ** 20, 'x');
    const collector = new ByteCollector();
    const before = used();
    for (let at = 0; at < packet.length; at += 1) collector.add(packet.subarray(at, at + 1));
    const grown = used() - before;
    assert.equal(collector.bytes().length, packet.length);
    assert.ok(grown < 8 * packet.length, `${Math.round(grown / 2 ** 20)} MiB`);
  });
});
