import assert from 'node:assert/strict';
import type { Fault } from '../../../src/demo/fault.ts';
import type { DemoRequest } from '../../../src/demo/request.ts';
import { startDemoPbx, type DemoPbx } from '../../../src/demo/server.ts';
import type { Pbx } from '../../../src/pbx/pbx.ts';
import { deleteTrunks } from '../../../src/pbx/provision/deleteTrunks.ts';
import { assertNoSecret, clientOf, plantedPassword, registerTrunk } from '../../support/pbxClient.ts';

describe('deleting trunks', () => {
  let demo: DemoPbx;
  let client: Pbx;
  let requests: DemoRequest[];
  let intercept: (request: DemoRequest) => Fault | undefined;

  const start = async (names: string[], connection: object) => {
    demo = await startDemoPbx({
      password: plantedPassword,
      otherTrunks: [],
      trunks: names.map((name) => ({ ...registerTrunk(name), domain: 'd', fromuser: '' })),
      observe: (request) => requests.push(request),
      intercept: (request) => intercept(request),
    });
    client = clientOf(demo.url, { connection });
  };
  const remove = async (...names: string[]) => {
    const outcomes = await deleteTrunks(client, names, { backoff: () => 1 });
    assertNoSecret(JSON.stringify(outcomes));
    return outcomes.map(({ outcome }) => outcome);
  };
  const onPbx = () => demo.trunks.all().map(({ trunkname }) => trunkname);
  const count = (endpoint: string) => requests.filter((request) => request.endpoint === endpoint).length;

  beforeEach(() => {
    requests = [];
    intercept = () => undefined;
  });
  afterEach(async () => {
    await client.close();
    await demo.stop();
  });

  for (const connection of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }] as const) {
    const words = JSON.stringify(connection);

    it(`deletes what is there and leaves the rest: ${words}`, async () => {
      await start(['a', 'b', 'c'], connection);
      assert.deepEqual(await remove('a', 'gone', 'c'), ['deleted', 'unchanged', 'deleted']);
      assert.deepEqual(onPbx(), ['b']);
      assert.equal(count('siptrunk/delete'), 2);
    });

    it(`never sends a name that could mean several trunks: ${words}`, async () => {
      await start(['a', 'b'], connection);
      const invisible = ['', ' ', '\t', '\u00a0', '\u200b', '\u0000', '\ufeff'];
      const cores = ['all', 'ALL', 'All', '', ',', 'a,b', 'a,'];
      const names = cores.flatMap((core) =>
        invisible.flatMap((before) => invisible.map((after) => before + core + after)),
      );
      const outcomes = await remove(...names);
      assert.ok(outcomes.every((outcome) => outcome === 'failed'));
      assert.equal(requests.length, 0);
      assert.deepEqual(onPbx(), ['a', 'b']);
    });

    it(`asks what became of a delete whose answer is lost: ${words}`, async () => {
      await start(['a', 'b'], connection);
      let lost = false;
      intercept = ({ endpoint }) => {
        if (endpoint !== 'siptrunk/delete' || lost) return undefined;
        lost = true;
        return { kind: 'reset', when: 'after' };
      };
      assert.deepEqual(await remove('a'), ['deleted']);
      assert.deepEqual(onPbx(), ['b']);
      assert.equal(count('siptrunk/delete'), 1);
    });
  }

  it('sends nothing where a box that trims or ignores case could hit another trunk', async () => {
    await start(['x', 'X', 'y'], {});
    assert.deepEqual(await remove('x', 'y'), ['failed', 'deleted']);
    assert.deepEqual(onPbx(), ['x', 'X']);
  });
});
