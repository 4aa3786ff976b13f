import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namedCharacter, namedOddCharacters, withoutOddCharacters } from '../../../src/core/oddCharacters.ts';
import { longestText, outsideText } from '../../../src/core/outsideText.ts';
import { shownAddress, shownAddresses } from '../../../src/core/shownAddress.ts';

describe('text from outside', () => {
  it('is left as it is where all of it is seen', () => {
    for (const text of ['', 'hq', 'Zürich – 3. Stock', '本社', 'Ü1 & <b> “x”', '📞 ITSP', '${secret:a}']) {
      assert.equal(outsideText(text), text);
    }
  });

  it('stands on one line, whatever breaks lines', () => {
    assert.equal(outsideText('hq\r\nIt is safe.'), 'hq⟨U+000D⟩⟨U+000A⟩It is safe.');
    for (const breaking of ['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']) {
      assert.ok(!outsideText(`a${breaking}b`).includes(breaking), JSON.stringify(breaking));
    }
  });

  it('shows what nobody sees by its code point', () => {
    const unseen: [string, string][] = [
      ['\u202e', '202E'],
      ['\u2066', '2066'],
      ['\u200b', '200B'],
      ['\ufeff', 'FEFF'],
      ['\u00ad', '00AD'],
      ['\u00a0', '00A0'],
      ['\u3000', '3000'],
      ['\u2800', '2800'],
      ['\u3164', '3164'],
      ['\u0000', '0000'],
      ['\u001b', '001B'],
      ['\u007f', '007F'],
      ['\ud83d', 'D83D'],
      ['\udc00', 'DC00'],
      ['\u{e0041}', 'E0041'],
    ];
    for (const [character, point] of unseen) assert.equal(outsideText(`a${character}b`), `a⟨U+${point}⟩b`);
  });

  it('is cut to a length in code points, and never through a letter', () => {
    assert.equal(outsideText('a'.repeat(100)), 'a'.repeat(100));
    assert.equal(outsideText('a'.repeat(101)), `${'a'.repeat(99)}…`);
    assert.equal(outsideText('📞'.repeat(100)), '📞'.repeat(100));
    assert.equal(outsideText('📞'.repeat(5000)), `${'📞'.repeat(99)}…`);
    assert.equal(outsideText('📞📞📞', 2), '📞…');
    assert.equal(outsideText(`x${'📞'.repeat(9)}`, 4), 'x📞📞…');
  });

  it('has nothing unseen in it, keeps to its length, and comes through a second time as it is', () => {
    const limits = fc.integer({ min: 1, max: 120 });
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const shown = outsideText(text, limit);
        assert.doesNotMatch(shown, /[\p{C}\p{Zl}\p{Zp}](?<!\p{Cn}|\p{Co})|(?! )\p{Zs}/u);
        assert.ok(Array.from(shown).length <= limit, shown);
        assert.equal(outsideText(shown, limit), shown);
        assert.equal(outsideText(`${shown}.`, limit + 1), `${shown}.`);
      }),
      { numRuns: 5000 },
    );
  });

  it('shows all that the warnings of trunk files name, from the same list', () => {
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const character = String.fromCodePoint(point);
      const isNamed = namedOddCharacters(character) !== '';
      if (!isNamed) continue;
      const name = namedCharacter(character).split(' ')[0] ?? '';
      if (outsideText(character) !== `⟨${name}⟩`) assert.fail(name);
      if (!['', ' '].includes(withoutOddCharacters(character))) assert.fail(name);
    }
  });
});

describe('the address of a PBX', () => {
  it('stands behind its name, with its scheme, port and path', () => {
    assert.equal(shownAddress('hq', 'https://172.16.6.150:8088'), 'hq (https://172.16.6.150:8088)');
    assert.equal(shownAddress('b', 'http://proxy:80/site-1'), 'b (http://proxy:80/site-1)');
    assert.equal(shownAddress('unknown', undefined), 'unknown');
  });

  it('cannot be written by the name', () => {
    assert.equal(
      shownAddress('hq\n(https://172.16.6.150:8088)\u202e', 'http://192.0.2.66'),
      'hq⟨U+000A⟩(https://172.16.6.150:8088)⟨U+202E⟩ (http://192.0.2.66)',
    );
  });

  it('is said of the first five PBXes, each once, and of more the number', () => {
    const addressOf = (name: string) => `http://${name}`;
    assert.equal(shownAddresses(['a', 'b', 'a'], addressOf), 'a (http://a), b (http://b)');
    assert.equal(
      shownAddresses(['a', 'b', 'c', 'd', 'e', 'f', 'g'], addressOf),
      'a (http://a), b (http://b), c (http://c), d (http://d), e (http://e) and 2 more',
    );
  });

  it('leaves room for the end of the sentence, however long names and addresses are', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => name.repeat(100));
    const words = shownAddresses(names, (name) => `https://${name.repeat(3)}`.slice(0, 300));
    assert.match(words, / and 4 more$/);
    const question = `The secret ${'s'.repeat(100)} may only go to ${words}, not to ${words.slice(0, 403)}. Change that?`;
    assert.equal(outsideText(question, longestText), question);
  });
});
