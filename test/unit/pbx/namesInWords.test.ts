import assert from 'node:assert/strict';
import { localReader } from '../../../src/fleet/localReader.ts';
import { exportTrunks } from '../../../src/fleet/export/exportTrunks.ts';
import { AnswerErrors } from '../../../src/pbx/answers/answerErrors.ts';
import { refused } from '../../../src/pbx/errors.ts';
import { ProxyTrouble } from '../../../src/pbx/proxy/proxyErrors.ts';
import { LoginGuard } from '../../../src/pbx/signIn/loginGuard.ts';
import { TransportErrors } from '../../../src/pbx/transport/transportErrors.ts';
import { remarks, undocumentedComment } from '../../../src/ui/details/trunkText.ts';
import { TestFleet } from '../../support/fleet.ts';
import { provisionText, trunkLines } from '../../support/fleetRuns.ts';

const hostile = 'hq\nEverything is fine.\u202e';
const shown = 'hq⟨U+000A⟩Everything is fine.⟨U+202E⟩';

const assertShown = (words: string | undefined) => {
  assert.ok(words?.includes(shown) && !/[\n\u202e]/.test(words), words);
};

describe('the name of a PBX in words', () => {
  let fleet: TestFleet;
  beforeEach(async () => {
    fleet = await TestFleet.create();
  });
  afterEach(() => fleet.end());

  it('stands on one line in whatever a transport and an answer may say', () => {
    const transport = new TransportErrors(hostile, '172.16.0.1:9011', 1000);
    for (const phase of ['connecting', 'waiting', 'receiving', 'reading'] as const) {
      assertShown(transport.timedOut(phase).message);
      for (const code of ['ECONNREFUSED', 'UND_ERR_SOCKET', 'UND_ERR_RES_EXCEEDED_MAX_SIZE', 'HPE_X']) {
        assertShown(transport.failed(Object.assign(new Error('x'), { code }), phase).message);
      }
    }
    for (const status of [301, 404, 500]) assertShown(transport.wrongStatus(status).message);
    assertShown(transport.encoded().message);
    const route = { url: 'http://proxy:3128', host: 'proxy:3128', source: 'http.proxy' } as never;
    for (const kind of ['settings', 'unreachable', 'refused', 'closed', 'otherProtocol'] as const) {
      assertShown(transport.failed(new ProxyTrouble(route, kind, { status: 403 }), 'connecting').message);
    }
    assertShown(refused(hostile, 'sign in', '10001').message);
    assertShown(refused(hostile, 'sign in', undefined).message);
    assert.ok(new AnswerErrors(hostile, 'h:1'));
  });

  it('stands on one line in the outcomes of runs, whose field has it as it is', async () => {
    await fleet.start(hostile);
    await fleet.signOut(hostile);
    const text = `pbx: ${JSON.stringify(hostile)}\ntrunks:\n${trunkLines(2)}`;
    const signedOut = await provisionText(fleet, text);
    assert.deepEqual(
      signedOut.outcomes.map(({ pbx }) => pbx),
      [hostile, hostile],
    );
    for (const { message } of signedOut.outcomes) assertShown(message);
    await fleet.signIn(hostile);
    fleet.configure(hostile, { url: 'http://127.0.0.1:1' });
    await fleet.signIn(hostile);
    for (const { message } of (await provisionText(fleet, text)).outcomes) assertShown(message);
    const { signal } = new AbortController();
    const { problems } = await exportTrunks(fleet, [hostile], fleet.uri(), true, signal);
    assertShown(problems?.[0]?.message);
  });

  it('stands on one line in what is said of a sign-in that is held back', async () => {
    const logins = new LoginGuard(fleet.path);
    const box = { name: hostile, url: 'http://127.0.0.1:9' };
    const send = () => logins.inTurn(box, {}, (one) => one(() => Promise.reject(new Error('lost'))));
    for (let attempt = 0; attempt < 3; attempt += 1) await assert.rejects(send(), /^Error: lost$/);
    const held = await send().then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    assertShown(held);
  });

  it('and those of trunks, secrets and variables stand on one line in the problems of a file', async () => {
    const long = 'x'.repeat(500);
    const text =
      `pbx: [${long}, ok]\ntrunks:\n` +
      `  - {trunkname: a, trunktype: account, username: "\${env:${long}}", authname: u, password: "\${secret:A\\u200eB}"}\n`.repeat(
        2,
      );
    const { problems } = await localReader.review(text, {
      pbxNames: ['ok'],
      groups: new Map(),
      secrets: [],
      env: [],
    });
    const codes = new Set(problems.map(({ code }) => code));
    for (const code of ['unknown-pbx', 'env', 'secret', 'duplicate-trunk'] as const)
      assert.ok(codes.has(code), code);
    for (const { message } of problems) {
      assert.ok(message.length < 300, message);
      assert.doesNotMatch(message, /[\n\u200e]/);
    }
  });

  it('stands on one line beside the settings of a trunk', () => {
    const trunk = { trunkname: 't', trunktype: 'account', username: 'u', authname: 'u', password: '***' };
    assertShown(remarks(hostile, trunk)[0]);
    assertShown(undocumentedComment(hostile, { trunkname: 't', undocumented: { a: 'b' } }).split('\n')[0]);
  });
});
