import assert from 'node:assert/strict';
import { PbxError } from '../../../../src/pbx/errors.ts';
import type { Pbx } from '../../../../src/pbx/pbx.ts';
import { deleteTrunks } from '../../../../src/pbx/provision/deleteTrunks.ts';
import { undoPbx } from '../../../../src/pbx/provision/undoPbx.ts';
import { clientOf, plantedPassword, plantedToken, registerTrunk } from '../../../support/pbxClient.ts';
import { RawServer, withLength } from '../../../support/rawServer.ts';
import { SeededRandom } from '../../core/trunkYaml/seededRandom.ts';

const rounds = 400;

/** Pieces that names which mean several trunks are made of, and the characters that could hide them. */
const pieces = [
  ...['all', 'ALL', 'aLl', 'a', 'll', 'a,b', ',', '\uff0c', '\uff41ll', 'trunk', 'x', '"', '\\', '&', '<'],
  ...['</trunkname><trunkname>all', '","trunkname":"all', '&#97;ll', '&#44;', '\\u0061ll', '%2c', '%00', '*'],
] as const;
const hidden: readonly [string, ...string[]] = [
  '',
  ...Array.from({ length: 30 }, () => ''),
  ...[' ', '\t', '\n', '\r', '\0', '\u001f', '\u007f', '\u0085', '\u00a0', '\u00ad', '\u180e'],
  ...[
    '\u200b',
    '\u200d',
    '\u200e',
    '\u202e',
    '\u2028',
    '\u2060',
    '\u3000',
    '\ufe0f',
    '\ufeff',
    '\ud800',
    '\u{e0001}',
  ],
] as const;

/**
 * A PBX that says that it has whatever trunk it is asked to delete: nothing but the extension itself stands between a name
 * and `siptrunk/delete`.
 */
describe('no input makes the extension delete more than one trunk', () => {
  let server: RawServer;
  let client: Pbx;
  let names: string[];

  const start = async (format: 'json' | 'xml') => {
    server = await RawServer.start(({ line }, socket) => {
      const trunks = names.map((name) => registerTrunk(name));
      const items = trunks.map((trunk) => {
        const fields = Object.entries<string | undefined>(trunk).map(
          ([key, value]) => `<${key}>${escape(value ?? '')}</${key}>`,
        );
        return `<item>${fields.join('')}</item>`;
      });
      const full =
        format === 'json'
          ? JSON.stringify({ status: 'Success', token: plantedToken, trunks })
          : `<xml><status>Success</status><token>${plantedToken}</token><trunks>${items.join('')}</trunks></xml>`;
      const bare = format === 'json' ? '{"status":"Success"}' : '<xml><status>Success</status></xml>';
      socket.write(withLength(line.includes('siptrunk/delete') ? bare : full));
    });
    client = clientOf(server.url, { connection: { format } });
  };
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  for (const format of ['json', 'xml'] as const) {
    it(`in ${format.toUpperCase()}, whatever the name and whatever the PBX claims to have`, async function () {
      this.timeout(60_000);
      await start(format);
      const random = new SeededRandom(format === 'json' ? 1 : 2);
      const reached = new Set<string>();
      for (let round = 0; round < rounds; round += 1) {
        names = random.several(3, () =>
          random.several(4, () => random.pick(hidden) + random.pick(pieces) + random.pick(hidden)).join(''),
        );
        await deleteTrunks(client, names, { backoff: () => 1 });
        await undoPbx(
          client,
          names.map((trunkname) => ({ trunkname, did: 'add', sent: registerTrunk(trunkname) })),
          { backoff: () => 1 },
        );
        // The last line of defence, for a caller that checks nothing.
        for (const name of names) {
          await client.delete(name).catch((error: unknown) => {
            assert.ok(!(error instanceof PbxError), String(error));
          });
        }
      }
      const deletes = server.requests.filter(({ line }) => line.includes('siptrunk/delete'));
      for (const { body } of deletes) {
        const name = nameOnWire(format, body);
        reached.add(name);
        assert.ok(!name.includes(','), `A comma was sent: ${JSON.stringify(name)}`);
        assert.notEqual(asSeen(name), 'all', `all was sent: ${JSON.stringify(name)}`);
        assert.notEqual(asSeen(name), '', `A blank name was sent: ${JSON.stringify(name)}`);
        // What an old box may cut off at the first control character.
        assert.doesNotMatch(name, /\p{Cc}/u);
      }
      assert.ok(reached.size > rounds / 4, `Only ${reached.size} names reached the PBX.`);
      assert.ok(!JSON.stringify([...reached]).includes(plantedPassword));
    });
  }
});

/** The one name of a delete's body, read without the code that wrote it. */
function nameOnWire(format: 'json' | 'xml', body: string): string {
  if (format === 'json') {
    const fields = JSON.parse(body) as Record<string, string>;
    assert.deepEqual(Object.keys(fields), ['trunkname']);
    assert.equal(body.split('"trunkname"').length, 2, body);
    return fields['trunkname'] ?? '';
  }
  const [, text] = /^<xml><trunkname>([^<]*)<\/trunkname><\/xml>$/.exec(body) ?? [];
  assert.ok(text !== undefined, body);
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/** A name to a box that trims, ignores case and does not see what is invisible. */
function asSeen(name: string): string {
  return name
    .replace(/[\p{C}\p{DI}]/gu, '')
    .replace(/^\p{Z}+|\p{Z}+$/gu, '')
    .toLowerCase();
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
