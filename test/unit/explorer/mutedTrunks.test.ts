import assert from 'node:assert/strict';
import { MutedTrunks } from '../../../src/ui/explorer/mutedTrunks.ts';

/** What VS Code keeps for an extension. */
class Memory {
  readonly #values = new Map<string, unknown>();
  keys = () => [...this.#values.keys()];
  get = <T>(key: string, otherwise?: T) => (this.#values.get(key) as T | undefined) ?? otherwise;
  update = (key: string, value: unknown) => {
    this.#values.set(key, value);
    return Promise.resolve();
  };
}

describe('muted trunks', () => {
  it('stay muted when their PBX gets another name, in this window and the next', async () => {
    const memory = new Memory();
    const state = memory as typeof memory & { get<T>(key: string, otherwise: T): T };
    const muted = new MutedTrunks(state);
    await muted.set(
      [
        { pbx: 'hq', trunkname: 'a' },
        { pbx: 'other', trunkname: 'b' },
      ],
      true,
    );
    await muted.rename('hq', 'main');
    for (const one of [muted, new MutedTrunks(state)]) {
      assert.equal(one.has({ pbx: 'main', trunkname: 'a' }), true);
      assert.equal(one.has({ pbx: 'hq', trunkname: 'a' }), false);
      assert.equal(one.has({ pbx: 'other', trunkname: 'b' }), true);
    }
  });
});
