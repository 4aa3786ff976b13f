import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import { exportTrunk, type ExportedTrunk, type ExportProblem } from '../../core/trunkYaml/exportTrunk.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import { standardBackoff } from '../../pbx/backoff.ts';
import { listTrunks } from '../../pbx/provision/listTrunks.ts';
import { askEachPbx } from '../eachPbx.ts';
import type { Fleet } from '../ports.ts';

/** What a PBX has, or why that is not known. */
export type ListedTrunks = { trunks: ExportedTrunk[]; leftOut: ExportProblem[] } | { failed: string };

/** Asks every PBX for its trunks, by one query each. The passwords that come are known to the redactor from here on. */
export async function askTrunks(
  services: Pick<Fleet, 'pbxes' | 'settings' | 'redactor'>,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, ListedTrunks>> {
  const { answers, problems } = await askEachPbx(services, names, (pbx) => list(services, pbx, signal));
  return new Map([...answers, ...problems.map(({ pbx, message }) => [pbx, { failed: message }] as const)]);
}

async function list(
  { redactor }: Pick<Fleet, 'redactor'>,
  pbx: Pbx,
  signal: AbortSignal,
): Promise<ListedTrunks> {
  const existing = await listTrunks(pbx, standardBackoff, signal);
  if (!existing) {
    return {
      failed: l10n.t('The firmware of {0} cannot list its trunks (errno 10003).', outsideText(pbx.name)),
    };
  }
  const listed: ListedTrunks = { trunks: [], leftOut: [] };
  for (const trunk of existing.values()) {
    redactor.add(trunk.password);
    const exported = exportTrunk(trunk);
    if ('trunk' in exported) listed.trunks.push(exported.trunk);
    else listed.leftOut.push(exported.problem);
  }
  return listed;
}
