import assert from 'node:assert/strict';
import { connectionSchema } from '../../../src/core/connection.ts';
import { ticketText } from '../../../src/ui/connections/ticketText.ts';

const connection = connectionSchema.parse({
  url: 'http://192.0.2.1:9011/',
  format: 'xml',
});

describe('the text of a connection test for a ticket', () => {
  it('says what was tested and each step', () => {
    const text = ticketText(
      'hq',
      connection,
      {
        steps: [
          { step: 'dns', ok: true, message: '192.0.2.1 is an address.' },
          { step: 'tcp', ok: false, message: 'Nothing listens there.' },
        ],
      },
      '1.2.3',
    );
    const lines = text.split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      'PBX: hq',
      'Address: http://192.0.2.1:9011',
      'API: v0.0.1, XML',
      'PBX Trunks: 1.2.3',
    ]);
    assert.match(lines[4] ?? '', /^Date: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    assert.deepEqual(lines.slice(5), [
      '',
      '✓ dns: 192.0.2.1 is an address.',
      '✗ tcp: Nothing listens there.',
      '',
    ]);
  });

  it('keeps on one line what a PBX tells of itself, and leaves out what it does not', () => {
    const device = {
      devicename: 'UC501\r\n✓ forged: yes\u2028\u202e',
      firmwarever: '',
      sn: undefined,
      hardwarever: undefined,
      systemtime: undefined,
      uptime: undefined,
      extensionstatus: undefined,
    };
    const text = ticketText('hq', connection, { steps: [], device }, '1.2.3');
    assert.match(text, /^Model: UC501⟨U\+000D⟩⟨U\+000A⟩✓ forged: yes⟨U\+2028⟩⟨U\+202E⟩$/m);
    assert.ok(!text.split('\n').some((line) => line.startsWith('✓')));
    assert.ok(!text.includes('Firmware'));
  });
});
