import assert from 'node:assert/strict';
import { toHostSchema, toPageSchema } from '../../../src/ui/oneTrunk/protocol.ts';

const peer = { trunkname: 'to-x', trunktype: 'peer', host: '192.0.2.1', port: '5060' };
const accepts = (message: unknown) => toHostSchema.safeParse(message).success;

describe('the protocol of the trunk form', () => {
  it('takes the four messages of the page', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'add', pbx: 'hq', trunk: peer },
      { type: 'copyYaml', trunk: peer },
      { type: 'run', command: 'pbx.startDemoPbx' },
    ]) {
      assert.ok(accepts(message), message.type);
    }
  });

  for (const [what, message] of Object.entries({
    'nothing at all': undefined,
    'a text': 'ready',
    'an unknown message': { type: 'deleteTrunk', trunkname: 'all' },
    'more than the message has': { type: 'ready', token: 'x' },
    'a command that is not on the list': { type: 'run', command: 'workbench.action.terminal.new' },
    'a trunk without a PBX': { type: 'add', trunk: peer },
    'a PBX without a name': { type: 'add', pbx: '', trunk: peer },
    'a trunk named all': { type: 'add', pbx: 'hq', trunk: { ...peer, trunkname: 'all' } },
    'a comma in a trunk name': { type: 'add', pbx: 'hq', trunk: { ...peer, trunkname: 'a,b' } },
    'port 70000': { type: 'add', pbx: 'hq', trunk: { ...peer, port: '70000' } },
    'a field that the type does not have': { type: 'add', pbx: 'hq', trunk: { ...peer, password: 'x' } },
    'a line break in a value': { type: 'copyYaml', trunk: { ...peer, trunkname: 'a\npbx: [b]' } },
  })) {
    it(`refuses ${what}`, () => {
      assert.ok(!accepts(message));
    });
  }

  it('has no place for a secret on the way to the page', () => {
    const outcome = { pbx: 'hq', trunkname: 'to-x', outcome: 'added' };
    assert.ok(toPageSchema.safeParse({ type: 'outcome', outcome }).success);
    assert.ok(!toPageSchema.safeParse({ type: 'outcome', outcome, password: 'x' }).success);
    assert.ok(!toPageSchema.safeParse({ type: 'copied', yaml: 'x' }).success);
  });
});
