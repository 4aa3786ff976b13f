import assert from 'node:assert/strict';
import { readTrunkFile } from '../../../../src/core/trunkYaml/readTrunkFile.ts';
import { resolveTrunk, type PlaceholderSource } from '../../../../src/core/trunkYaml/resolveTrunk.ts';

const secrets: Record<string, string> = { itsp: 'hunter2 ${env:SITE}', lines: 'hunter2\n', blank: '' };
const variables: Record<string, string> = { SITE: 'hq', ALL: 'all', PORT: '70000', BLANK: '' };
const asked: string[] = [];
const source: PlaceholderSource = {
  secret: (name) => {
    asked.push(name);
    return Promise.resolve(secrets[name]);
  },
  env: (name) => variables[name],
};

const account = {
  trunkname: 'a',
  trunktype: 'account',
  username: '1',
  authname: '2',
  password: '${secret:itsp}',
};

async function problemsOf(
  changes: Partial<typeof account> & { fromuser?: string; host?: string },
): Promise<[string, string][]> {
  const result = await resolveTrunk({ values: { ...account, ...changes } }, source);
  return 'problems' in result ? result.problems.map(({ field, message }) => [field, message]) : [];
}

describe('Filling in placeholders', () => {
  beforeEach(() => (asked.length = 0));

  it('says which field a variable fills, since only that of a password is a secret', async () => {
    const fields: unknown[] = [];
    const env = (name: string, field?: string) => {
      fields.push([name, field]);
      return 'x';
    };
    const values = { ...account, username: '${env:USER_NAME}', password: '${env:LINE}' };
    await resolveTrunk({ values }, { ...source, env });
    assert.deepEqual(fields, [
      ['USER_NAME', 'username'],
      ['LINE', 'password'],
    ]);
  });

  it('gives the trunk to send; what a secret holds is not read again', async () => {
    const [entry] =
      readTrunkFile(
        'trunkname: to-${env:SITE}-$${x}\ntrunktype: register\nhost: ${env:SITE}.example\nport: 5060\nusername: ${secret:itsp}1\nauthname: "012"\npassword: ${secret:itsp}\nfromuser: ${env:BLANK}\n',
      ).documents[0]?.trunks ?? [];
    assert.ok(entry);
    assert.deepEqual(await resolveTrunk(entry, source), {
      trunk: {
        trunkname: 'to-hq-${x}',
        trunktype: 'register',
        host: 'hq.example',
        port: '5060',
        username: 'hunter2 ${env:SITE}1',
        authname: '012',
        fromuser: '',
        password: 'hunter2 ${env:SITE}',
      },
    });
    assert.deepEqual(asked, ['itsp'], 'each secret once');
  });

  it('names every variable and secret that is missing', async () => {
    const problems = await problemsOf({
      username: 'x${env:NOBODY}',
      authname: '${env:SITE}',
      password: '${secret:none}',
    });
    assert.deepEqual(
      problems.map(([field]) => field),
      ['username', 'password'],
    );
    assert.match(problems[0]?.[1] ?? '', /^username .*\bNOBODY\b/);
    assert.match(problems[1]?.[1] ?? '', /^password .*\bnone\b/);
  });

  it('has one problem for each field, and all of them', async () => {
    const problems = await problemsOf({
      username: '${hunter2}',
      authname: '${hunter2}',
      password: '${secret:none}${env:NOBODY}',
    });
    assert.deepEqual(
      problems.map(([field]) => field),
      ['username', 'authname', 'password'],
    );
  });

  for (const [title, changes, field] of [
    ['a variable that makes the name “all”', { trunkname: '${env:ALL}' }, 'trunkname'],
    ['a blank secret', { password: '${secret:blank}' }, 'password'],
    ['a secret with a line break', { password: '${secret:lines}' }, 'password'],
    ['a field that the type does not have', { host: '${env:SITE}' }, 'host'],
    ['a type that there is not', { trunktype: '${env:SITE}' }, 'trunktype'],
    ['a placeholder that means nothing', { username: '${hunter2}' }, 'username'],
  ] as const) {
    it(`checks the real values: ${title}`, async () => {
      const problems = await problemsOf(changes);
      assert.deepEqual(
        problems.map(([named]) => named),
        [field],
      );
      assert.doesNotMatch(problems[0]?.[1] ?? '', /hunter2/);
    });
  }

  it('passes on what the secret storage throws', async () => {
    const broken: PlaceholderSource = { ...source, secret: () => Promise.reject(new Error('no keyring')) };
    await assert.rejects(resolveTrunk({ values: account }, broken), /no keyring/);
  });
});
