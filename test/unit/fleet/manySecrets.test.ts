/** What takes the square of ten thousand takes minutes; what is linear takes seconds, within the limit of any test. */
import assert from 'node:assert/strict';
import type { Sending } from '../../../src/fleet/ports.ts';
import { firstSendings, firstSendingWords } from '../../../src/fleet/provision/firstSendings.ts';
import { prepareFiles } from '../../../src/fleet/provision/prepareFiles.ts';
import { SentValuesMemory } from '../../../src/ui/provision/sentValuesMemory.ts';
import { BoundSecrets } from '../../../src/ui/trunkFiles/boundSecrets.ts';
import { TestFleet } from '../../support/fleet.ts';
import { requestFor } from '../../support/fleetRuns.ts';

const count = 10_000;
const url = 'http://192.0.2.1:9011';
const elsewhere = 'http://192.0.2.2:9011';

/** What VS Code keeps of an extension, in memory. */
class State {
  readonly #kept = new Map<string, unknown>();
  readonly keys = () => [...this.#kept.keys()];
  get<T>(key: string, instead?: T): T | undefined {
    return this.#kept.has(key) ? (this.#kept.get(key) as T) : instead;
  }
  update(key: string, value: unknown): Promise<void> {
    this.#kept.set(key, value);
    return Promise.resolve();
  }
}

describe('ten thousand trunks, each with its own secret', () => {
  let fleet: TestFleet;
  let state: State;
  let file: string;
  beforeEach(async () => {
    fleet = await TestFleet.create();
    fleet.configure('hq', { url });
    fleet.configure('branch', { url: elsewhere });
    state = new State();
    const trunks = Array.from({ length: count }, (_, index) => {
      fleet.secrets.values.set(`itsp-${index}`, `pl4nted-${index}`);
      return `  - {trunkname: t${index}, trunktype: account, username: '6100', authname: a, password: '\${secret:itsp-${index}}'}`;
    });
    file = await fleet.file('trunks.yaml', `pbx: hq\ntrunks:\n${trunks.join('\n')}\n`);
  });
  afterEach(async () => {
    await fleet.end();
  });
  const services = () => {
    const { files, reader, pbxes, values, redactor } = fleet;
    const kept = { sentValues: new SentValuesMemory(state), secretBindings: new BoundSecrets(state) };
    return { files, reader, pbxes, values, redactor, ...kept };
  };
  /** Binds every secret to an address, as somebody would one by one. */
  const bindAll = (to: string) =>
    state.update(
      'pbx.secretBindings',
      Object.fromEntries([...fleet.secrets.values.keys()].map((name) => [name, [to]])),
    );

  it('are prepared, and their first times are told and remembered', async () => {
    await bindAll(url);
    const prepared = await prepareFiles(services(), requestFor(file), true);
    assert.ok('work' in prepared);
    const news = firstSendings(services(), prepared.work);
    assert.equal(news.length, count);
    assert.match(firstSendingWords(news).join('\n'), /^The secrets itsp-0, itsp-1, .* for the first time\.$/);
    await services().sentValues.remember(news);
    assert.deepEqual(firstSendings(services(), prepared.work), []);
  });

  it('are refused, each at its place, where their secrets are bound elsewhere', async () => {
    await bindAll(elsewhere);
    const prepared = await prepareFiles(services(), requestFor(file), true);
    assert.ok('failed' in prepared);
    assert.match(prepared.failed.at(-1)?.message ?? '', /^The secret itsp-9999 may only go to branch /);
    const shown = fleet.shownProblems.get(file)?.filter(({ code }) => code === 'secret') ?? [];
    assert.deepEqual([shown.length, new Set(shown.map(({ start }) => start.line)).size], [count, count]);
  });
});

describe('what went where', () => {
  it('is kept for each address and kind, and forgotten with its secret', async () => {
    const sentValues = new SentValuesMemory(new State());
    const sending = (name: string, origin: string, kind: Sending['kind'] = 'secret') => ({
      kind,
      name,
      origin,
    });
    const here = [sending('a', url), sending('b', url), sending('a', url, 'env')];
    await sentValues.remember([sending('a', elsewhere), ...here.slice(1), sending('b', url)]);
    assert.deepEqual(sentValues.unsent(here), [sending('a', url)]);
    await sentValues.remember(here);
    assert.deepEqual(sentValues.unsent(here), []);
    await sentValues.forgetSecret('a');
    assert.deepEqual(sentValues.unsent([...here, sending('a', elsewhere)]), [
      sending('a', url),
      sending('a', elsewhere),
    ]);
  });
});
