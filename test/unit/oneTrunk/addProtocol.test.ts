import assert from 'node:assert/strict';
import { toAddHostSchema, toAddPageSchema } from '../../../src/ui/oneTrunk/add/protocol.ts';

const peer = { trunkname: 'to-x', trunktype: 'peer', host: '192.0.2.1', port: '5060' };
const accepts = (message: unknown) => toAddHostSchema.safeParse(message).success;

describe('the protocol of the trunk form', () => {
  it('takes the five messages of the page', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'add', revision: 1, pbx: 'hq', trunk: peer },
      { type: 'addAnother', revision: 1 },
      { type: 'copyYaml', revision: 1, trunk: peer },
      { type: 'run', revision: 1, command: 'pbx.startDemoPbx' },
    ]) {
      assert.ok(accepts(message), message.type);
    }
  });

  for (const [what, message] of Object.entries({
    'nothing at all': undefined,
    'a text': 'ready',
    'an unknown message': { type: 'deleteTrunk', trunkname: 'all' },
    'more than the message has': { type: 'ready', token: 'x' },
    'an answer to no step': { type: 'add', pbx: 'hq', trunk: peer },
    'a command that is not on the list': {
      type: 'run',
      revision: 1,
      command: 'workbench.action.terminal.new',
    },
    'a trunk without a PBX': { type: 'add', revision: 1, trunk: peer },
    'a PBX without a name': { type: 'add', revision: 1, pbx: '', trunk: peer },
    'a trunk named all': { type: 'add', revision: 1, pbx: 'hq', trunk: { ...peer, trunkname: 'all' } },
    'a comma in a trunk name': { type: 'add', revision: 1, pbx: 'hq', trunk: { ...peer, trunkname: 'a,b' } },
    'port 70000': { type: 'add', revision: 1, pbx: 'hq', trunk: { ...peer, port: '70000' } },
    'a field that the type does not have': {
      type: 'add',
      revision: 1,
      pbx: 'hq',
      trunk: { ...peer, password: 'x' },
    },
    'a line break in a value': {
      type: 'copyYaml',
      revision: 1,
      trunk: { ...peer, trunkname: 'a\npbx: [b]' },
    },
  })) {
    it(`refuses ${what}`, () => {
      assert.ok(!accepts(message));
    });
  }

  it('has no place for a secret on the way to the page', () => {
    const outcome = { pbx: 'hq', trunkname: 'to-x', outcome: 'added' };
    const state = { stage: { name: 'outcome', outcome }, copy: { secret: 'to-x' } };
    const accepts = (changed: object) =>
      toAddPageSchema.safeParse({ revision: 1, state: { ...state, ...changed } }).success;
    assert.ok(accepts({}));
    for (const wrong of [
      { password: 'x' },
      { stage: { ...state.stage, password: 'x' } },
      { stage: { name: 'adding', pbx: 'hq', trunkname: 'to-x', password: 'x' } },
      { copy: { yaml: 'x' } },
    ]) {
      assert.ok(!accepts(wrong), JSON.stringify(wrong));
    }
  });
});
