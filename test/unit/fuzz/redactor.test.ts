import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Redactor } from '../../../src/core/redaction/redact.ts';
import { itHolds, textOf } from '../../support/fuzz.ts';
import { inMixedForms, secretForms } from '../../support/secretForms.ts';

const mark = '•••';
const pieces = [
  '%41',
  '%2',
  '%',
  '&amp;',
  '&#39;',
  '&',
  '\\',
  '\\"',
  '\\u0041',
  '+',
  ' ',
  '"',
  "''",
  '/',
  '=',
  'dXNl',
];

/** What is known to be secret, from what makes it hard to find. Two letters of its own keep it from being found by chance. */
const secrets = textOf(...pieces, 'pass', '1234', 'ü', '€', '😀')
  .map((text) => `Zq${text.slice(0, 30)}7x`)
  // Half a pair cannot be written in most forms.
  .map((text) => text.replace(/\p{Surrogate}/gu, '?'));
/** Text that has none of them in it, nor names one, between characters that belong to no writing. */
const surroundings = textOf(...pieces, 'trunk', '•••', '<a>')
  .filter((text) => !text.includes('Zq') && !/:\/\/|password|token/i.test(text))
  .chain((text) => fc.constantFrom(':', ' ', '>', '<', '\n', '(').map((end) => ({ text, end })));

function redactorOf(...known: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of known) redactor.add(secret);
  return redactor;
}

describe('The redactor', () => {
  itHolds(
    'hides a secret in each of its forms, and nothing else',
    fc.tuple(secrets, surroundings, surroundings, fc.nat()),
    ([secret, { text: before, end }, { text: after, end: begin }, number]) => {
      const forms = Object.entries(secretForms(secret));
      const [name = '', form = ''] = forms[number % forms.length] ?? [];
      const clean = redactorOf('another secret', secret).redact(before + end + form + begin + after);
      if (!name.includes('longer')) assert.equal(clean, before + end + mark + begin + after, name);
      else
        assert.ok(
          clean.startsWith(before + end) && clean.includes(mark) && clean.endsWith(begin + after),
          name,
        );
    },
  );

  itHolds(
    'hides a secret of which each character is written in its own way',
    fc.tuple(secrets, surroundings, fc.infiniteStream(fc.nat())),
    ([secret, { text, end }, numbers]) => {
      const form = inMixedForms(secret, (ways) => numbers.next().value % ways);
      assert.equal(redactorOf(secret).redact(text + end + form + end), text + end + mark + end);
    },
  );

  itHolds(
    'leaves a text without secrets as it is',
    fc.tuple(fc.array(secrets), surroundings),
    ([known, { text }]) => {
      assert.equal(redactorOf(...known).redact(text), text);
    },
  );

  itHolds(
    'finds each of many secrets, whenever it came to know it',
    fc.array(secrets, { minLength: 1, maxLength: 4 }),
    (known) => {
      const redactor = new Redactor();
      for (const [index, secret] of known.entries()) {
        redactor.add(secret);
        const text = known.slice(0, index + 1).join('\n');
        assert.equal(
          redactor.redact(text),
          known
            .slice(0, index + 1)
            .map(() => mark)
            .join('\n'),
        );
      }
    },
  );
});
