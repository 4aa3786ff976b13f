import assert from 'node:assert/strict';
import { escapeTemplate, parseTemplate, type TemplatePart } from '../../../src/core/template.ts';

const text = (value: string): TemplatePart => ({ kind: 'text', text: value });
const secret = (name: string): TemplatePart => ({ kind: 'secret', name });
const env = (name: string): TemplatePart => ({ kind: 'env', name });

describe('A value with placeholders', () => {
  const cases: [value: string, parts: TemplatePart[]][] = [
    ['', [text('')]],
    ['plain', [text('plain')]],
    ['${secret:itsp-0123}', [secret('itsp-0123')]],
    ['${env:SITE}', [env('SITE')]],
    ['${secret: a b }', [secret('a b')]],
    ['a${env:B}c${secret:D}e', [text('a'), env('B'), text('c'), secret('D'), text('e')]],
    ['${env:A}${env:B}', [env('A'), env('B')]],
    ['$${secret:x}', [text('${secret:x}')]],
    ['$$${env:X}', [text('$${env:X}')]],
    ['$1 {x} $ }', [text('$1 {x} $ }')]],
    ['${secret:Ключ:1}', [secret('Ключ:1')]],
  ];
  for (const [value, parts] of cases) {
    it(`${JSON.stringify(value)} has the parts ${JSON.stringify(parts)}`, () => {
      assert.deepEqual(parseTemplate(value), { parts });
    });
  }
  for (const value of [
    '${',
    '${}',
    '${x}',
    '${secret}',
    '${secret:}',
    '${env: }',
    '${Secret:x}',
    '${env:A',
    'a${env:{}}',
  ]) {
    it(`${JSON.stringify(value)} means nothing`, () => {
      assert.ok('problem' in parseTemplate(value));
    });
  }
  it('that means nothing is not repeated: it may be a password', () => {
    const result = parseTemplate('hunter2${oops}hunter3');
    assert.ok('problem' in result);
    assert.doesNotMatch(result.problem, /hunter|oops/);
  });
});

describe('Escaping a text', () => {
  for (const value of ['', 'a', '${', '$${', '${secret:x}', '$$$${${', '$&$1', 'a${b}$']) {
    it(`makes ${JSON.stringify(value)} read as itself`, () => {
      assert.deepEqual(parseTemplate(escapeTemplate(value)), { parts: [text(value)] });
    });
  }
  it('leaves what needs none', () => {
    assert.equal(escapeTemplate('$5 {a} $$'), '$5 {a} $$');
  });
});
