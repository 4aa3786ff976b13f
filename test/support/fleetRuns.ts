/** What the tests of runs over a {@link TestFleet} share: trunk files, short outcomes, and the search for secrets. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProvisionReport, TrunkOutcome } from '../../src/core/outcome.ts';
import type { DemoRequest } from '../../src/demo/request.ts';
import type { RunRequest } from '../../src/fleet/journal/journalEvents.ts';
import { provisionFiles } from '../../src/fleet/provision/provisionFiles.ts';
import type { TestFleet } from './fleet.ts';
import type { ObservedPbx } from './observedPbx.ts';
import { plantedPassword } from './pbxClient.ts';

/** How a PBX is spoken to, and how a test calls that. */
export const dialects = [
  ['JSON', {}],
  ['XML', { format: 'xml' }],
  ['v1.1.0', { apiVersion: 'v1.1.0' }],
] as const;

/** Never aborted. */
export const untouched = new AbortController().signal;

/** A request for these files, as automation makes it. */
export function requestFor(uris: string | string[], more: Partial<RunRequest> = {}): RunRequest {
  return { uris: [uris].flat(), update: false, ...more };
}

/** Provisions a text as a trunk file. */
export async function provisionText(
  fleet: TestFleet,
  text: string,
  more: Partial<RunRequest> = {},
): Promise<ProvisionReport> {
  const uri = await fleet.file('trunks.yaml', text);
  return await provisionFiles(fleet, requestFor(uri, more), true);
}

/** A trunk's settings on the PBX, without when it was changed. */
export function settingsOn({ trunks }: ObservedPbx, name: string) {
  return { ...trunks.find(name), since: 0 };
}

/** So many trunks, `t-01` and on, every second one with a planted password; the lines below `trunks:`. */
export function trunkLines(count: number, host = 'sip.example.net'): string {
  return Array.from({ length: count }, (_, index) => {
    const name = `t-${(index + 1).toString().padStart(2, '0')}`;
    return index % 2 === 0
      ? `  - {trunkname: ${name}, trunktype: peer, host: ${host}, port: 5060}\n`
      : `  - {trunkname: ${name}, trunktype: account, username: u, authname: u, password: ${plantedPassword}}\n`;
  }).join('');
}

/** Outcomes as short lines, such as `hq/a added`. */
export function short(report: Pick<ProvisionReport, 'outcomes'> | readonly TrunkOutcome[]): string[] {
  const outcomes = 'outcomes' in report ? report.outcomes : report;
  return outcomes.map(({ pbx, trunkname, outcome }) => `${pbx}/${trunkname} ${outcome}`);
}

/** Which outcomes there are, each once and in the order of the alphabet. */
export function kindsOf({ outcomes }: Pick<ProvisionReport, 'outcomes'>): string[] {
  return [...new Set(outcomes.map(({ outcome }) => outcome))].sort();
}

/** Everything that was said of the trunks. */
export function messagesOf({ outcomes }: Pick<ProvisionReport, 'outcomes'>): string {
  return outcomes.map(({ message }) => message ?? '').join('\n');
}

export function namesOn({ trunks }: Pick<ObservedPbx, 'trunks'>): string[] {
  return trunks.all().map(({ trunkname }) => trunkname);
}

/** Whether a request changes something. */
export function isWrite({ endpoint }: DemoRequest): boolean {
  return /^siptrunk\/(add|update|delete)$/.test(endpoint);
}

/** The trunks of the requests to an endpoint, in their order. */
export function namesSent({ requests }: ObservedPbx, endpoint: string): string[] {
  return requests.flatMap((one) => (one.endpoint === endpoint ? [one.fields?.get('trunkname') ?? ''] : []));
}

/** The run files that the journal has written, as text. */
export async function journalTexts(fleet: TestFleet): Promise<string[]> {
  const texts = ['.runs', 'earlierRuns'].map(async (own) => {
    const folder = join(fleet.path, own);
    const names = await readdir(folder).catch(() => []);
    return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  });
  return (await Promise.all(texts)).flat();
}

/** The audit lines, parsed; none where there is no file. */
export async function auditLines({ auditFile = '' }: TestFleet): Promise<Record<string, string>[]> {
  const text = await readFile(auditFile, 'utf8').catch(() => '');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, string>);
}

/** That no secret of the run is in what was returned, logged, shown at a file or written by the journal or the audit log. */
export async function assertKeepsSecrets(
  fleet: TestFleet,
  returned: unknown,
  secrets: readonly string[],
): Promise<void> {
  const places = {
    returned: JSON.stringify(returned),
    log: fleet.lines.join('\n'),
    problems: JSON.stringify([...fleet.shownProblems.values()]),
    journal: (await journalTexts(fleet)).join('\n'),
    audit: JSON.stringify(await auditLines(fleet)),
  };
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `A secret is in the ${place}: ${text}`);
  }
}
