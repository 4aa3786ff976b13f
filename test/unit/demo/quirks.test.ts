import assert from 'node:assert/strict';
import type { Quirks } from '../../../src/demo/quirks.ts';
import { DEMO_PASSWORD } from '../../../src/demo/server.ts';
import { startObservedPbx, type ObservedPbx } from '../../support/observedPbx.ts';
import { clientOf, failure, md5, registerTrunk, type ConnectionEntry } from '../../support/pbxClient.ts';
import { answersIn, nameManglers } from '../../support/quirks.ts';

const trunkname = 'Zür & Köln 中国 ';

describe('a PBX with quirks', () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).toReversed()) await close();
  });

  const start = async (quirks: Quirks, connection: ConnectionEntry = {}) => {
    const demo: ObservedPbx = await startObservedPbx({ quirks });
    open.push(() => demo.stop());
    const pbx = clientOf(demo.url, { connection, credential: { md5: md5(DEMO_PASSWORD) } });
    open.push(() => pbx.close());
    return { demo, pbx };
  };

  for (const entry of [{}, { format: 'xml' }, { apiVersion: 'v1.1.0' }]) {
    it(`answers in GBK, declared and not: ${JSON.stringify(entry)}`, async () => {
      const trunk = registerTrunk('Zürich 中国');
      const declaring = await start(answersIn('gbk', 'text/html; charset=gb2312'), entry);
      await declaring.pbx.add(trunk);
      assert.equal((await declaring.pbx.trunk(trunk.trunkname))?.trunkname, trunk.trunkname);
      const set = await start(answersIn('gbk'), { ...entry, charset: 'gbk' });
      await set.pbx.add(trunk);
      assert.equal((await set.pbx.trunk(trunk.trunkname))?.trunkname, trunk.trunkname);
      const silent = await start(answersIn('gbk'), entry);
      await silent.pbx.add(trunk);
      await failure(silent.pbx.trunks(), 'answer', /Set charset of this PBX/);
    });
  }

  it('answers in Latin-1', async () => {
    const { pbx } = await start(answersIn('latin1'), { charset: 'latin1' });
    await pbx.add(registerTrunk('Zür & Köln – €'));
    assert.equal((await pbx.trunks())[0]?.trunkname, 'Zür & Köln – €');
  });

  const kept = [
    'Zür & Köln 中',
    'Zür & Köln 中国',
    'zür & köln 中国 ',
    'Zür &amp; Köln 中国 ',
    'Zu\u0308r & Ko\u0308ln 中国 ',
  ];
  for (const [index, [name, keptName]] of Object.entries(nameManglers).entries()) {
    it(name, async () => {
      const { demo, pbx } = await start({ keptName });
      await pbx.add(registerTrunk(trunkname));
      const expected = kept[index];
      assert.deepEqual(
        (await pbx.trunks()).map((trunk) => trunk.trunkname),
        [expected],
      );
      assert.equal(demo.trunks.all()[0]?.trunkname, expected);
      assert.equal(await pbx.trunk(trunkname), undefined);
    });
  }

  it('lists under another key, or not at all, where the live list has the name', async () => {
    for (const format of ['json', 'xml']) {
      const moved = await start({ listKey: 'siptrunks' }, { format });
      await moved.pbx.add(registerTrunk('a'));
      assert.equal((await moved.pbx.trunk('a'))?.trunkname, 'a');
      const none = await start({ listKey: null }, { format });
      await none.pbx.add(registerTrunk('a'));
      assert.deepEqual(await none.pbx.trunks(), [{ trunkname: 'a' }]);
      assert.equal((await none.pbx.statuses())[0]?.trunkname, 'a');
    }
  });
});
