import assert from 'node:assert/strict';
import {
  isObjectCall,
  objectCalls,
  secondArguments,
  type ObjectCommand,
} from '../../src/ui/base/objectCalls.ts';

const uri = { scheme: 'file', path: '/sites', authority: '' };
/** What the contract lets automation give, and what the extension's own keys and notifications give. */
const forms: Readonly<Record<ObjectCommand, readonly object[]>> = {
  'pbx.provisionTrunks': [{ files: 'a.trunks.yaml', confirm: false, update: true, pbx: ['hq', 'other'] }],
  'pbx.planTrunks': [
    { files: [uri], show: false, pbx: 'hq' },
    { files: 'a.trunks.yaml', confirm: false },
  ],
  'pbx.checkDrift': [
    { files: uri, show: false },
    { files: 'sites', confirm: false },
  ],
  'pbx.exportTrunks': [
    { pbx: ['hq'], folder: uri },
    { pbx: 'hq', files: 'exported', confirm: false },
  ],
  'pbx.importTrunks': [
    { csv: uri, yaml: uri },
    { files: '*.csv', confirm: false },
  ],
  'pbx.continueLastRun': [{ confirm: false }, { confirm: true }, { run: '1' }, {}],
  'pbx.undoLastRun': [{ confirm: false }, { run: '1' }, {}],
  'pbx.deleteSipTrunk': [{ pbx: 'hq', trunkname: 'a', confirm: false }, { pbx: 'hq' }, { selected: true }],
  'pbx.addSipTrunk': [{ pbx: 'hq', trunk: {} }, { pbx: 'hq' }],
  'pbx.signIn': [{ pbx: 'hq', password: 'x' }, { pbx: 'hq', token: 'x' }, { pbx: 'hq' }],
  'pbx.signOut': [{ pbx: 'hq' }, {}],
  'pbx.testConnection': [{ pbx: 'hq' }, {}],
  'pbx.checkWithItsp': [{ pbx: 'hq', trunkname: 'a' }, { trunk: {}, transport: 'tls' }, {}],
};
const seconds: Readonly<Record<keyof typeof secondArguments, readonly object[]>> = {
  'pbx.provisionTrunks': [{ confirm: false, update: true, pbx: ['hq'] }, { document: 0 }, { only: 'hq' }],
  'pbx.planTrunks': [{ show: false, pbx: 'hq' }, { document: 1 }, { only: 'hq' }],
  'pbx.checkDrift': [{ show: false }],
  'pbx.checkWithItsp': [{ transport: 'auto' }, {}],
};

describe('the object of a command', () => {
  it('is taken in each form of the contract, and refused with a key that is not known', () => {
    const taken: [string, { safeParse: (value: object) => { success: boolean } }, readonly object[]][] = [
      ...Object.entries(objectCalls).map(([command, schema]) => {
        return [command, schema, forms[command as ObjectCommand]] as (typeof taken)[number];
      }),
      ...Object.entries(secondArguments).map(([command, schema]) => {
        return [command, schema, seconds[command as keyof typeof seconds]] as (typeof taken)[number];
      }),
    ];
    for (const [command, schema, given] of taken) {
      for (const form of given) {
        const words = `${command} ${JSON.stringify(form)}`;
        assert.equal(schema.safeParse(form).success, true, words);
        assert.equal(schema.safeParse({ ...form, confrim: false }).success, false, words);
        for (const key of Object.keys(form).filter((one) => one !== 'trunk')) {
          assert.equal(schema.safeParse({ ...form, [key]: 5.5 }).success, false, `${words} with ${key}: 5.5`);
        }
      }
    }
  });

  it('is not what VS Code itself hands to a command', () => {
    const hq = { kind: 'pbx', name: 'hq' };
    const trunk = {
      ...{ kind: 'trunk', parent: hq, trunkname: 'a', type: 'peer', host: 'h', status: undefined },
      settings: { port: '5060' },
    };
    for (const [what, given] of [
      ['nothing, from the palette', undefined],
      ['a file', uri],
      ['what is selected', [uri, uri]],
      ['rows of the tree that are selected', [hq, trunk]],
      ['a PBX of the tree', hq],
      ['a trunk of the tree', trunk],
      ['a message of the tree', { kind: 'message', parent: hq, tone: 'signIn', label: 'l', detail: [] }],
      ['the place of an editor', { groupId: 0, editorIndex: 1 }],
    ] as const) {
      assert.equal(isObjectCall(given), false, what);
    }
    for (const given of [{}, { confrim: false }, { kind: 'pbx' }, { name: 'hq' }, { pbx: 'hq' }]) {
      assert.equal(isObjectCall(given), true, JSON.stringify(given));
    }
  });
});
