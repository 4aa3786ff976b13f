import assert from 'node:assert/strict';
import { jsonStrings } from '../../../src/core/jsonStrings.ts';

const told = (text: string) =>
  jsonStrings(text).map(({ path, isKey, value, span }) => {
    assert.equal(text.slice(...span).at(0), '"');
    assert.equal(text.slice(...span).at(-1), '"');
    return `${path.join('/')}${isKey ? ':' : ` = ${value}`}`;
  });

describe('The strings of a JSON text with comments', () => {
  it('are told with where they belong', () => {
    const text = `// "a": {
{
  /* "b": "c" */ "pbx.connections": {
    "hq": { "url": "http://a", "port": 1, "list": ["x", {"y": "z"}, ["q"], "last",], },
    "say \\"hi\\"": null, // "}"
  },
  "after": true,
}`;
    assert.deepEqual(told(text), [
      'pbx.connections:',
      'pbx.connections/hq:',
      'pbx.connections/hq/url:',
      'pbx.connections/hq/url = http://a',
      'pbx.connections/hq/port:',
      'pbx.connections/hq/list:',
      'pbx.connections/hq/list/0 = x',
      'pbx.connections/hq/list/1/y:',
      'pbx.connections/hq/list/1/y = z',
      'pbx.connections/hq/list/2/0 = q',
      'pbx.connections/hq/list/3 = last',
      'pbx.connections/say "hi":',
      'after:',
    ]);
  });

  it('are those that can be told of what is no JSON', () => {
    assert.deepEqual(told(''), []);
    assert.deepEqual(told('}]"a"{"b": "c" "d"'), [' = a', 'b:', 'b = c', 'b = d']);
    assert.deepEqual(told('{"a\\q": "b'), ['a\\q:']);
  });
});
