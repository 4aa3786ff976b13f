import assert from 'node:assert/strict';
import { pageHtml } from '../../../src/ui/webview/html.ts';

const build = (scriptUri = 'https://webview.test/dist/trunkForm.js') =>
  pageHtml({
    page: 'add',
    scriptUri,
    styleUri: 'https://webview.test/dist/trunkForm.css',
    language: 'en',
    translations: undefined,
    title: 'Add SIP Trunk',
  });

const policyOf = (html: string) => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
const nonceOf = (html: string) => /script-src 'nonce-([^']+)'/.exec(html)?.[1] ?? '';

describe('the HTML of a page', () => {
  it('forbids everything but its own script and style', () => {
    const policy = policyOf(build());
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:|data:|strict-dynamic/);
    assert.deepEqual(
      policy.split('; ').map((directive) => directive.split(' ')[0]),
      ['default-src', 'script-src', 'style-src', 'base-uri', 'form-action'],
    );
  });

  it('has a fresh, long nonce each time, on exactly one script and one style', () => {
    const [one, other] = [build(), build()];
    assert.notEqual(nonceOf(one), nonceOf(other));
    assert.ok(Buffer.from(nonceOf(one), 'base64').length >= 16);
    assert.equal(one.split(` nonce="${nonceOf(one)}"`).length - 1, 2);
    assert.equal(one.match(/<script/g)?.length, 1);
  });

  it('has no inline script, no inline style and no handler', () => {
    const html = build();
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|javascript:/);
    assert.match(html, /<script [^>]*src="[^"]+"><\/script>/);
  });

  it('escapes what it puts into attributes', () => {
    assert.match(
      build('https://webview.test/"><b>&'),
      /src="https:\/\/webview\.test\/&quot;&gt;&lt;b&gt;&amp;"/,
    );
  });
});
